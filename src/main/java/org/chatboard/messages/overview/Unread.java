package org.chatboard.messages.overview;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The newest messages of a room, read once to count for any number of members what each has not read. */
final class Unread {

    /**
     * A message.
     *
     * @param seq its place in the room
     * @param senderId who said it
     */
    record Said(long seq, UUID senderId) {}

    private final long[] all;
    private final Map<UUID, long[]> bySender = new HashMap<>();

    /** @param said in the order of the room */
    Unread(List<Said> said) {
        all = seqs(said);
        said.stream()
                .map(Said::senderId)
                .distinct()
                .forEach(senderId -> bySender.put(
                        senderId,
                        seqs(said.stream()
                                .filter(message -> message.senderId().equals(senderId))
                                .toList())));
    }

    /** How many messages of others somebody has not read who has read up to one. */
    int of(UUID userId, long lastReadSeq) {
        return behind(all, lastReadSeq) - behind(bySender.getOrDefault(userId, new long[0]), lastReadSeq);
    }

    private static long[] seqs(List<Said> said) {
        return said.stream().mapToLong(Said::seq).toArray();
    }

    private static int behind(long[] seqs, long lastReadSeq) {
        int at = Arrays.binarySearch(seqs, lastReadSeq);
        return seqs.length - (at < 0 ? -at - 1 : at + 1);
    }
}
