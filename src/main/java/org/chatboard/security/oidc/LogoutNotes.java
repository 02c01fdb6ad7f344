package org.chatboard.security.oidc;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which notes count: fresh ones, once. Some providers give them no end, and whoever saw an old one could sign people out
 * again and again.
 */
final class LogoutNotes {

    private static final Duration LIFE = Duration.ofMinutes(3);

    private static final Duration LEEWAY = Duration.ofSeconds(TokenCheck.LEEWAY_SECONDS);

    private static final int MOST = 100_000;

    private final Map<String, Instant> seen = new HashMap<>();

    /**
     * Takes a note.
     *
     * @throws OidcRefused when it is too old, from the future, or was here before
     */
    synchronized void take(LogoutNote note, Instant now) {
        if (note.issuedAt().isBefore(now.minus(LIFE)) || note.issuedAt().isAfter(now.plus(LEEWAY))) {
            throw new OidcRefused(OidcProblem.FAILED, "the logout token is of " + note.issuedAt());
        }
        seen.values().removeIf(at -> at.isBefore(now.minus(LIFE).minus(LEEWAY)));
        if (seen.size() >= MOST || seen.putIfAbsent(note.id(), note.issuedAt()) != null) {
            throw new OidcRefused(OidcProblem.FAILED, "the logout token was here before");
        }
    }

    /** What came of this note was undone, so that the provider may send it again. */
    synchronized void forget(LogoutNote note) {
        seen.remove(note.id());
    }
}
