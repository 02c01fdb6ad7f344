package org.chatboard.messages.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.messages.MessageView;
import org.chatboard.platform.Ids;
import org.jspecify.annotations.Nullable;

/**
 * A place in the order of all messages, newest first: by time, and by id where times are equal.
 *
 * @param at when the message was said
 * @param id the message
 */
record SearchCursor(Instant at, UUID id) {

    /** Databases compare ids as unsigned numbers; Java does not. */
    private static final Comparator<UUID> UNSIGNED = (one, other) -> {
        int upper = Long.compareUnsigned(one.getMostSignificantBits(), other.getMostSignificantBits());
        return upper != 0
                ? upper
                : Long.compareUnsigned(one.getLeastSignificantBits(), other.getLeastSignificantBits());
    };

    /** Newest first. */
    static final Comparator<SearchCursor> ORDER = Comparator.comparing(SearchCursor::at)
            .thenComparing(SearchCursor::id, UNSIGNED)
            .reversed();

    private static final int RADIX = 36;
    private static final UUID FIRST = new UUID(0, 0);

    static SearchCursor of(MessageView message) {
        return new SearchCursor(message.createdAt(), message.id());
    }

    /** Behind this come all messages of an instant, and older ones. */
    static SearchCursor before(Instant at) {
        return new SearchCursor(at.plus(1, ChronoUnit.MICROS), FIRST);
    }

    /** Whether this place is not behind another; none is behind no place. */
    boolean isUpTo(@Nullable SearchCursor edge) {
        return edge == null || ORDER.compare(this, edge) <= 0;
    }

    /** What a client gets and sends back. */
    String text() {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at), RADIX) + "." + id;
    }

    static Optional<SearchCursor> parse(String text) {
        int dot = text.indexOf('.');
        if (!text.matches("-?[0-9a-z]{1,11}\\..{36}")) {
            return Optional.empty();
        }
        try {
            Instant at = Instant.EPOCH.plus(Long.parseLong(text.substring(0, dot), RADIX), ChronoUnit.MICROS);
            return Ids.parse(text.substring(dot + 1)).map(id -> new SearchCursor(at, id));
        } catch (DateTimeException | ArithmeticException tooFar) {
            return Optional.empty();
        }
    }
}
