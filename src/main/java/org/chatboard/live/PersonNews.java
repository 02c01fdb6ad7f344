package org.chatboard.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.chatboard.live.frame.Frames;
import org.chatboard.platform.Failures;
import org.chatboard.users.profile.ProfileChanged;
import org.chatboard.users.profile.ProfileService;

/**
 * Tells the connections that are shown somebody what that person shows of themselves now. It asks the database, on the
 * thread of whoever made the change, and only when somebody looks: a directory may rename thousands at once.
 */
@ApplicationScoped
class PersonNews {

    /** Many people do not wait for each other, and few things are kept for all of them. */
    private static final int LOCKS = 64;

    private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();

    @Inject
    Hub hub;

    @Inject
    ProfileService profiles;

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ProfileChanged event) {
        UUID userId = event.userId();
        if (!hub.isShown(userId)) {
            return;
        }
        // Read and told in one: else the older of two changes could be told last.
        synchronized (locks.get(Math.floorMod(userId.hashCode(), LOCKS))) {
            try {
                profiles.find(userId).ifPresent(profile -> hub.tellOf(userId, Frames.changed(profile)));
            } catch (RuntimeException failed) {
                // It is stored; who comes back or loads the page sees it.
                Failures.reason(failed);
            }
        }
    }
}
