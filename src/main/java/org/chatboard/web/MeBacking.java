package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;

/** The person who looks at the page. */
@Named("me")
@RequestScoped
public class MeBacking {

    @Inject
    CurrentCaller currentCaller;

    /** Who is signed in. */
    public Caller getCaller() {
        return currentCaller.get();
    }

    /** First and last name. */
    public String getDisplayName() {
        return currentCaller.displayName();
    }

    /** What the round picture shows. */
    public Avatar getAvatar() {
        return Avatar.of(getCaller().username(), getDisplayName());
    }
}
