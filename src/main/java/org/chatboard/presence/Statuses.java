package org.chatboard.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.chatboard.platform.Time;
import org.chatboard.users.profile.PersonStatus;
import org.chatboard.users.profile.ProfileService;
import org.chatboard.users.profile.StatusChanged;
import org.jspecify.annotations.Nullable;

/**
 * What people chose to show, kept in memory: a heartbeat or a greeting must not ask the database. What was chosen on other
 * servers is read every second.
 */
@ApplicationScoped
class Statuses {

    /** More than the clocks of servers differ, and than a transaction takes. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private final Map<UUID, PersonStatus> chosen = new ConcurrentHashMap<>();

    private @Nullable Instant readAt;

    @Inject
    ProfileService profiles;

    @Inject
    Time time;

    /** What somebody chose. */
    PersonStatus of(UUID userId) {
        return chosen.getOrDefault(userId, PersonStatus.PLAIN);
    }

    /** Takes a choice in; false when it was known. */
    boolean put(UUID userId, PersonStatus status) {
        PersonStatus before = status.equals(PersonStatus.PLAIN) ? chosen.remove(userId) : chosen.put(userId, status);
        return !status.equals(before == null ? PersonStatus.PLAIN : before);
    }

    /** Reads what was chosen lately, the first time everything; returns what was not known. */
    synchronized List<StatusChanged> refresh() {
        Instant now = time.now();
        List<StatusChanged> read =
                readAt == null ? profiles.listChosen() : profiles.listChosenSince(readAt.minus(OVERLAP));
        readAt = now;
        List<StatusChanged> news = new ArrayList<>();
        for (StatusChanged change : read) {
            if (put(change.userId(), change.status())) {
                news.add(change);
            }
        }
        return news;
    }
}
