package org.chatboard.webhooks.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.chatboard.messages.MessagesPosted;
import org.chatboard.platform.Time;
import org.chatboard.platform.Workers;

/**
 * Finds the hooks that have something to tell: once a second in the database, and at once when something is said in one of
 * their rooms. The latter is a wake-up and nothing more, so that none that is lost matters and no post waits for it.
 */
@ApplicationScoped
class Dispatcher {

    private static final System.Logger LOG = System.getLogger(Dispatcher.class.getName());

    @Inject
    OutgoingHookRepository hooks;

    @Inject
    HookKey key;

    @Inject
    Courier courier;

    @Inject
    Couriers couriers;

    @Inject
    Workers workers;

    @Inject
    Time time;

    /** Rooms that somebody follows, as of the last look. */
    private volatile Set<UUID> followed = Set.of();

    /** Hooks that this server is about. */
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean woken = new AtomicBoolean();

    /** Runs on the thread that writes the messages. */
    void posted(@Observes MessagesPosted event) {
        Set<UUID> rooms = followed;
        if (!rooms.isEmpty()
                && event.posts().stream()
                        .anyMatch(posted -> rooms.contains(posted.message().roomId()))) {
            wake();
        }
    }

    /** Looks soon. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                workers.execute(this::look);
            } catch (RejectedExecutionException stopping) {
                woken.set(false);
            }
        }
    }

    /** Sends couriers to all hooks that have something to tell. */
    void look() {
        woken.set(false);
        Optional<String> keyId = key.id();
        if (keyId.isEmpty()) {
            return;
        }
        List<OutgoingHookRepository.Enabled> enabled = hooks.listEnabled(keyId.get(), time.now());
        followed = enabled.stream().map(OutgoingHookRepository.Enabled::roomId).collect(Collectors.toUnmodifiableSet());
        enabled.stream()
                .filter(OutgoingHookRepository.Enabled::isDue)
                .map(OutgoingHookRepository.Enabled::id)
                .filter(busy::add)
                .forEach(this::send);
    }

    private void send(UUID hookId) {
        try {
            couriers.execute(() -> serve(hookId));
        } catch (RejectedExecutionException busyOrStopping) {
            busy.remove(hookId);
        }
    }

    private void serve(UUID hookId) {
        boolean goesOn = false;
        try {
            goesOn = courier.serve(hookId);
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.WARNING, "The webhook " + hookId + " could not be served", failed);
        } finally {
            busy.remove(hookId);
        }
        if (goesOn) {
            wake();
        }
    }
}
