package org.chatboard.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.users.UserService;

/** Who is here now. Derived from live connections, each with a lease that its heartbeat renews; never stored as a flag. */
@ApplicationScoped
public class PresenceService {

    private static final System.Logger LOG = System.getLogger(PresenceService.class.getName());

    private final Leases leases = new Leases();

    @Inject
    Settings settings;

    @Inject
    UserService users;

    @Inject
    Time time;

    @Inject
    Event<PresenceChanged> changed;

    /** How long a connection counts without being heard of: two heartbeats and a little. */
    public Duration lease() {
        return settings.duration(Setting.HEARTBEAT).multipliedBy(2).plusSeconds(5);
    }

    /** A connection of somebody opened or was heard of. */
    public void heard(UUID userId, UUID connectionId) {
        if (leases.renew(userId, connectionId, time.steady().plus(lease()))) {
            tell(userId, time.now());
        }
    }

    /** A connection of somebody closed. */
    public void closed(UUID userId, UUID connectionId) {
        leases.release(userId, connectionId, time.steady());
    }

    /** Tells what holds, once more when that changed meanwhile: else who comes back while going could be told as gone. */
    private void tell(UUID userId, Instant now) {
        boolean here;
        do {
            here = isHere(userId);
            changed.fire(
                    here
                            ? new PresenceChanged(userId, PresenceState.ONLINE, null)
                            : new PresenceChanged(userId, PresenceState.OFFLINE, now));
        } while (here != isHere(userId));
    }

    private boolean isHere(UUID userId) {
        return !leases.present(Set.of(userId)).isEmpty();
    }

    /** What holds for each of these people. */
    public Map<UUID, PresenceState> stateOf(Set<UUID> userIds) {
        Set<UUID> present = leases.present(userIds);
        return userIds.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        id -> present.contains(id) ? PresenceState.ONLINE : PresenceState.OFFLINE));
    }

    /** Ends leases that ran out and tells who went; called every second. */
    void expire() {
        List<UUID> gone = leases.expire(time.steady());
        if (gone.isEmpty()) {
            return;
        }
        Instant now = time.now();
        gone.forEach(userId -> tell(userId, now));
        try {
            users.seen(gone, now);
        } catch (RuntimeException databaseAway) {
            LOG.log(System.Logger.Level.WARNING, "The time people were last seen could not be stored", databaseAway);
        }
    }
}
