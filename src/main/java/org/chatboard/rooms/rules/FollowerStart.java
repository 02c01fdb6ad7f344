package org.chatboard.rooms.rules;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** At the start, rooms catch up with the groups of the directory. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class FollowerStart {

    @Inject
    DirectoryFollower follower;

    @PostConstruct
    void catchUp() {
        follower.catchUp();
    }
}
