package org.chatboard.web.admin;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.NotFound;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.LoginSessions.SignedIn;
import org.chatboard.security.account.AccountSignIns;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** An administrator looks where somebody is signed in, and signs them out. */
@Named("signIns")
@RequestScoped
public class SignInsBacking {

    @Inject
    CurrentCaller current;

    @Inject
    AccountSignIns signIns;

    @Inject
    FormMessages messages;

    @Inject
    HttpServletRequest request;

    private String username = "";

    private List<SignedIn> all = List.of();

    private boolean found;

    private boolean ended;

    private boolean withFactor;

    private boolean factorRemoved;

    /** Shows where the person is signed in whose name was typed. */
    public void find() {
        ifThereIs(() -> {
            all = signIns.list(current.get(), username);
            withFactor = signIns.hasFactor(current.get(), username);
            found = true;
        });
    }

    /** Does what the button says that was pressed: the two are on the page only while there is somebody to do it to. */
    public void decide() {
        if (!FacesContext.getCurrentInstance().isPostback()) {
            return;
        }
        if (request.getParameter("end") != null) {
            ifThereIs(() -> {
                signIns.endAll(current.get(), username);
                ended = true;
            });
        } else if (request.getParameter("factor") != null) {
            ifThereIs(() -> {
                signIns.removeFactor(current.get(), username);
                factorRemoved = true;
            });
        }
    }

    private void ifThereIs(Runnable work) {
        try {
            work.run();
        } catch (NotFound nobody) {
            messages.show(List.of(new FieldError("username", nobody.code())));
        }
    }

    /** Where the person is signed in, the most recently used first. */
    public List<SignedIn> getAll() {
        return all;
    }

    /** Whether there is such a person. */
    public boolean isFound() {
        return found;
    }

    /** Whether the person was just signed out. */
    public boolean isEnded() {
        return ended;
    }

    /** Whether the person has a second factor. */
    public boolean isWithFactor() {
        return withFactor;
    }

    /** Whether the person's second factor was just turned off. */
    public boolean isFactorRemoved() {
        return factorRemoved;
    }

    /** Whose sign-ins, as typed. */
    public String getUsername() {
        return username;
    }

    /** Set by the form. */
    public void setUsername(@Nullable String username) {
        this.username = Objects.requireNonNullElse(username, "");
    }
}
