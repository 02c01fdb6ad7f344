package org.chatboard.presence;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
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
import org.chatboard.users.profile.ChosenStatus;
import org.chatboard.users.profile.PersonStatus;
import org.chatboard.users.profile.StatusChanged;
import org.jspecify.annotations.Nullable;

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
    Statuses statuses;

    @Inject
    Event<PresenceChanged> changed;

    /** How long a connection counts without being heard of: two heartbeats and a little. */
    public Duration lease() {
        return settings.duration(Setting.HEARTBEAT).multipliedBy(2).plusSeconds(5);
    }

    /** A connection of somebody opened or was heard of. */
    public void heard(UUID userId, UUID connectionId) {
        if (leases.renew(userId, connectionId, time.steady().plus(lease())) && !hides(userId)) {
            tell(userId, null);
        }
    }

    /** A connection of somebody closed. */
    public void closed(UUID userId, UUID connectionId) {
        leases.release(userId, connectionId, time.steady());
    }

    /** Tells what holds, once more when that changed meanwhile: else who comes back while going could be told as gone. */
    private void tell(UUID userId, @Nullable Instant goneAt) {
        PersonPresence seen;
        do {
            seen = presenceOf(userId);
            changed.fire(new PresenceChanged(
                    userId, seen.state(), seen.text(), seen.state() == PresenceState.OFFLINE ? goneAt : null));
        } while (!seen.equals(presenceOf(userId)));
    }

    /** How others see this person. */
    public PersonPresence presenceOf(UUID userId) {
        return presenceOf(Set.of(userId)).getOrDefault(userId, PersonPresence.OFFLINE);
    }

    /** How others see each of these people. */
    public Map<UUID, PersonPresence> presenceOf(Set<UUID> userIds) {
        Set<UUID> present = leases.present(userIds);
        return userIds.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        id -> present.contains(id) ? seen(statuses.of(id)) : PersonPresence.OFFLINE));
    }

    private static PersonPresence seen(PersonStatus status) {
        String text = status.text().isEmpty() ? null : status.text();
        return switch (status.chosen()) {
            case ONLINE -> new PersonPresence(PresenceState.ONLINE, text);
            case AWAY -> new PersonPresence(PresenceState.AWAY, text);
            case BUSY -> new PersonPresence(PresenceState.BUSY, text);
            case INVISIBLE -> PersonPresence.OFFLINE;
        };
    }

    /** Whether somebody does not want to be seen: when they come and go is nobody's business. */
    private boolean hides(UUID userId) {
        return statuses.of(userId).chosen() == ChosenStatus.INVISIBLE;
    }

    void chosen(@Observes(during = TransactionPhase.AFTER_SUCCESS) StatusChanged event) {
        if (statuses.put(event.userId(), event.status())) {
            tell(event.userId(), null);
        }
    }

    /** Learns what people chose on other servers; called every second. */
    void refresh() {
        statuses.refresh().forEach(change -> tell(change.userId(), null));
    }

    /** Ends leases that ran out and tells who went; called every second. */
    void expire() {
        List<UUID> gone = leases.expire(time.steady()).stream()
                .filter(userId -> !hides(userId))
                .toList();
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
