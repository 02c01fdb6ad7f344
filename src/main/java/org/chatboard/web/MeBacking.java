package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/** The person who looks at the page. */
@Named("me")
@RequestScoped
public class MeBacking {

    @Inject
    CurrentCaller currentCaller;

    @Inject
    UserService users;

    private @Nullable String displayName;

    /** Who is signed in. */
    public Caller getCaller() {
        return currentCaller.get();
    }

    /** First and last name. */
    public String getDisplayName() {
        String name = displayName;
        if (name == null) {
            Caller caller = getCaller();
            name = users.find(caller.id()).map(UserView::displayName).orElse(caller.username());
            displayName = name;
        }
        return name;
    }

    /** What the round picture shows. */
    public Avatar getAvatar() {
        return Avatar.of(getCaller().username(), getDisplayName());
    }
}
