package org.chatboard.platform;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Optional;
import java.util.UUID;

/** Identifiers: UUID version 7 (RFC 9562), so that newer rows sort behind older ones in every index. */
public final class Ids {

    private Ids() {}

    /** A new identifier. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** Reads the canonical 36-character form and nothing else; {@link UUID#fromString} alone accepts "1-1-1-1-1". */
    public static Optional<UUID> parse(String text) {
        if (text.length() != 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
