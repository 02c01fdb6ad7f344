package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.chatboard.platform.FieldError;
import org.chatboard.users.NewUser;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/** Somebody creates an account for themselves. */
@Named("register")
@RequestScoped
public class RegisterBacking extends AccountForm {

    @Inject
    UserService users;

    /** Whether people may create accounts for themselves here. */
    public boolean isOpen() {
        return users.isRegistrationOpen();
    }

    @Override
    UserView make(NewUser newUser) {
        return users.register(newUser);
    }

    @Override
    List<FieldError> problems(NewUser newUser) {
        return users.problems(newUser, false);
    }
}
