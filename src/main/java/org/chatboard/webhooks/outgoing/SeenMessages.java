package org.chatboard.webhooks.outgoing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which messages of a room a receiver was told of. Messages are followed by their last change: who is edited before its
 * turn comes up behind later ones, and is new to the receiver nevertheless. As the numbers have no hole, such a message is
 * noticed when its number is passed over, and kept in mind until it comes.
 *
 * @param upTo the highest number told
 * @param missing numbers below it that were not, in order
 */
record SeenMessages(long upTo, List<Range> missing) {

    /** Of the column; what does not fit counts as told. */
    static final int MAX_LENGTH = 2_000;

    /**
     * Some numbers in a row.
     *
     * @param from the first
     * @param to the last
     */
    record Range(long from, long to) {

        private boolean has(long seq) {
            return from <= seq && seq <= to;
        }

        private static Range parse(String text) {
            String[] ends = text.split("-", 2);
            return new Range(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
        }

        @Override
        public String toString() {
            return from == to ? String.valueOf(from) : from + "-" + to;
        }
    }

    SeenMessages {
        missing = List.copyOf(missing);
    }

    /** Reads what {@link #toString()} wrote: {@code 12} or {@code 12 without 5-7,9}. */
    static SeenMessages parse(String text) {
        String[] parts = text.split(" without ", 2);
        List<Range> missing = parts.length == 1
                ? List.of()
                : Arrays.stream(parts[1].split(",")).map(Range::parse).toList();
        return new SeenMessages(Long.parseLong(parts[0]), missing);
    }

    boolean has(long seq) {
        return seq <= upTo && missing.stream().noneMatch(range -> range.has(seq));
    }

    /** The same and one more. */
    SeenMessages with(long seq) {
        List<Range> left = new ArrayList<>();
        for (Range range : missing) {
            if (range.has(seq)) {
                addUnlessEmpty(left, range.from(), seq - 1);
                addUnlessEmpty(left, seq + 1, range.to());
            } else {
                left.add(range);
            }
        }
        addUnlessEmpty(left, upTo + 1, seq - 1);
        SeenMessages seen = new SeenMessages(Math.max(upTo, seq), left);
        while (seen.toString().length() > MAX_LENGTH) {
            seen = new SeenMessages(seen.upTo, seen.missing.subList(1, seen.missing.size()));
        }
        return seen;
    }

    private static void addUnlessEmpty(List<Range> ranges, long from, long to) {
        if (from <= to) {
            ranges.add(new Range(from, to));
        }
    }

    @Override
    public String toString() {
        return missing.isEmpty()
                ? String.valueOf(upTo)
                : upTo + " without " + missing.stream().map(Range::toString).collect(Collectors.joining(","));
    }
}
