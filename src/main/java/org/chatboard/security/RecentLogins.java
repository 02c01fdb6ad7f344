package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.chatboard.platform.Time;

/**
 * Sign-ins that were looked up a moment ago, so that the dozen requests of one page cost one look into the database.
 * Short enough that what happens on another server, or a disabled account, shows within seconds.
 */
@ApplicationScoped
class RecentLogins {

    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final int MOST = 20_000;

    private record Look(Optional<ChatBoardPrincipal> found, Instant at) {}

    /** By the hash of the secret: the secrets themselves stay out of the heap. */
    private final Map<String, Look> looks = new ConcurrentHashMap<>();

    @Inject
    LoginSessions logins;

    @Inject
    Time time;

    Optional<ChatBoardPrincipal> find(String token) {
        String hash = LoginToken.hash(token);
        Instant now = time.now();
        Look known = looks.get(hash);
        if (known != null && now.isBefore(known.at().plus(FRESH))) {
            return known.found();
        }
        Optional<ChatBoardPrincipal> found = logins.findByHash(hash);
        if (looks.size() >= MOST) {
            looks.values().removeIf(look -> !now.isBefore(look.at().plus(FRESH)));
        }
        if (looks.size() < MOST) {
            looks.put(hash, new Look(found, now));
        }
        return found;
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) LoginsEnded ended) {
        looks.values()
                .removeIf(look -> look.found()
                        .filter(principal -> ended.loginIds().contains(principal.loginId()))
                        .isPresent());
    }
}
