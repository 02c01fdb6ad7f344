package org.chatboard.messages.search;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chatboard.messages.search.SearchHit.Mark;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for, as {@link QueryReader} understood it.
 *
 * @param terms what the text contains, all of it
 * @param from names of senders, one of whom it is
 * @param notFrom names of senders who it is not
 * @param in names of rooms, one of which it is in
 * @param notIn names of rooms it is not in
 * @param since its first possible instant, if any
 * @param until the first instant that is too late, if any
 * @param isUnread whether only unread messages of others count
 */
record SearchQuery(
        List<Term> terms,
        List<String> from,
        List<String> notFrom,
        List<String> in,
        List<String> notIn,
        @Nullable Instant since,
        @Nullable Instant until,
        boolean isUnread) {

    /** Nobody looks at more marks than these. */
    private static final int MOST_MARKS = 100;

    SearchQuery {
        terms = List.copyOf(terms);
        from = List.copyOf(from);
        notFrom = List.copyOf(notFrom);
        in = List.copyOf(in);
        notIn = List.copyOf(notIn);
    }

    /** What has to be in the text, folded: what a database may narrow down by. */
    List<String> wanted() {
        return terms.stream().filter(term -> !term.isExcluded()).map(Term::text).toList();
    }

    /** Where the words are in a text; null when it is no hit. A query without words marks nothing. */
    @Nullable
    List<Mark> match(String text) {
        if (terms.isEmpty()) {
            return List.of();
        }
        FoldedText folded = FoldedText.of(text);
        String searched = folded.toString();
        List<Mark> marks = new ArrayList<>();
        for (Term term : terms) {
            int at = term.find(searched, 0);
            if (at < 0 != term.isExcluded()) {
                return null;
            }
            int before = marks.size();
            while (at >= 0 && marks.size() - before < MOST_MARKS) {
                int end = at + term.text().length();
                marks.add(new Mark(folded.origin(at), folded.originEnd(end)));
                at = term.find(searched, end);
            }
        }
        return joined(marks);
    }

    /** In the order of the text, none over another. */
    private static List<Mark> joined(List<Mark> marks) {
        marks.sort(Comparator.comparingInt(Mark::from));
        List<Mark> joined = new ArrayList<>();
        for (Mark mark : marks) {
            Mark last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null && mark.from() <= last.to()) {
                joined.set(joined.size() - 1, new Mark(last.from(), Math.max(last.to(), mark.to())));
            } else {
                joined.add(mark);
            }
        }
        return joined.subList(0, Math.min(joined.size(), MOST_MARKS));
    }
}
