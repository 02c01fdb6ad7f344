package org.chatboard.rooms.rules;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.chatboard.platform.threads.StartListener.Starting;

/** At the start, rooms catch up with the groups of the directory. */
@ApplicationScoped
public class FollowerStart {

    @Inject
    DirectoryFollower follower;

    void catchUp(@Observes Starting now) {
        follower.catchUp();
    }
}
