package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Set;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.profile.ProfileService;

/** The person who looks at the page. */
@Named("me")
@RequestScoped
public class MeBacking {

    @Inject
    CurrentCaller currentCaller;

    @Inject
    ProfileService profiles;

    /** Who is signed in. */
    public Caller getCaller() {
        return currentCaller.get();
    }

    /** First and last name. */
    public String getDisplayName() {
        return currentCaller.displayName();
    }

    /** The reader's own round picture. */
    public Avatar getFace() {
        Caller caller = getCaller();
        return Avatar.of(
                caller.username(),
                getDisplayName(),
                profiles.pictures(Set.of(caller.id())).getOrDefault(caller.id(), ""));
    }

    /** What the round picture shows when there is none. */
    public Avatar getAvatar() {
        return Avatar.of(getCaller().username(), getDisplayName());
    }
}
