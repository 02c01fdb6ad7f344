package org.chatboard.web;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.chatboard.admin.FirstAdmin;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.users.NewUser;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/** Whoever has the link that deploy.sh printed creates the first administrator. */
@Named("setup")
@RequestScoped
public class SetupBacking extends AccountForm {

    @Inject
    FirstAdmin firstAdmin;

    @Inject
    UserService users;

    @Inject
    HttpServletRequest request;

    @Inject
    RefusalLog refusals;

    private String token = "";

    /** Faces sets values only after it has decided which parts of the page there are, for which the token is needed. */
    @PostConstruct
    void read() {
        String sent = request.getParameter("form:token");
        setToken(sent == null ? request.getParameter("token") : sent);
        if (!token.isEmpty() && !firstAdmin.isOpenTo(token)) {
            refusals.noteCall(request, "link_used");
        }
    }

    /** Whether the link is the right one and was not used yet. */
    public boolean isValid() {
        return firstAdmin.isOpenTo(token);
    }

    @Override
    UserView make(NewUser newUser) {
        return firstAdmin.create(token, newUser);
    }

    @Override
    List<FieldError> problems(NewUser newUser) {
        return users.problems(newUser, true);
    }

    /** The secret of the link. */
    public String getToken() {
        return token;
    }

    /** Set from the address and again by the form. */
    public void setToken(@Nullable String token) {
        this.token = Objects.requireNonNullElse(token, "");
    }
}
