package org.chatboard.rooms.rules;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.chatboard.platform.threads.Pool;
import org.chatboard.users.provision.DirectoryGroups;
import org.chatboard.users.provision.MembersChanged;

/**
 * Lets rooms follow the groups that a directory keeps here. Beside its requests, for a group may have thousands of people;
 * what is lost when the server stops is made up for at the next start.
 */
@ApplicationScoped
class DirectoryFollower extends Pool {

    private static final System.Logger LOG = System.getLogger(DirectoryFollower.class.getName());

    /** One thread: of two changes for one person the later one is followed later. */
    private static final int THREADS = 1;

    private static final int MAX_WAITING = 10_000;

    /** The same person may change on another server again and again. */
    private static final int MOST_LOOKS = 5;

    @Inject
    GroupRooms rooms;

    @Inject
    GrantRepository grants;

    @Inject
    DirectoryGroups groups;

    DirectoryFollower() {
        super(THREADS, MAX_WAITING);
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) MembersChanged event) {
        soon(() -> event.userIds().forEach(this::follow));
    }

    /** Follows whatever happened while nobody looked, rules that were changed among it. */
    void catchUp() {
        soon(() -> {
            Set<UUID> people = grants.people(GroupSource.SCIM);
            if (rooms.isWanted()) {
                people.addAll(groups.people());
            }
            people.forEach(this::follow);
        });
    }

    private void soon(Runnable work) {
        try {
            execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException failed) {
                    LOG.log(Level.WARNING, "Rooms do not follow the groups of the directory now", failed);
                }
            });
        } catch (RejectedExecutionException tooMany) {
            LOG.log(Level.WARNING, "Rooms follow the groups of the directory at the next start only: {0}", tooMany);
        }
    }

    /** Looks again afterwards: another server may have followed a later change in between. */
    private void follow(UUID userId) {
        Collection<String> seen = groups.namesOf(userId);
        for (int i = 0; i < MOST_LOOKS; i++) {
            rooms.apply(userId, GroupSource.SCIM, seen);
            Collection<String> now = groups.namesOf(userId);
            if (new HashSet<>(now).equals(new HashSet<>(seen))) {
                return;
            }
            seen = now;
        }
    }
}
