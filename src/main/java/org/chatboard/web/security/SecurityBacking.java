package org.chatboard.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.text.MessageFormat;
import java.util.List;
import java.util.Objects;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.LoginSessions.SignedIn;
import org.chatboard.security.account.Endings;
import org.chatboard.security.account.OwnAccount;
import org.chatboard.security.links.IdentityLinks;
import org.chatboard.security.links.LinkedIdentity;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** Somebody sees where they are signed in and changes the password. */
@Named("security")
@RequestScoped
public class SecurityBacking {

    /** Of what a program calls itself, on the page. */
    private static final int LONGEST_NAME = 60;

    @Inject
    CurrentCaller current;

    @Inject
    OwnAccount account;

    @Inject
    Endings endings;

    @Inject
    IdentityLinks links;

    @Inject
    FormMessages messages;

    @Inject
    HttpServletRequest request;

    private String present = "";

    private String password = "";

    private String passwordRepeat = "";

    private boolean changed;

    /** Changes the password, or says what is wrong. */
    public void change() {
        if (!password.equals(passwordRepeat)) {
            String code = passwordRepeat.isEmpty() ? "required" : "mismatch";
            messages.show(List.of(new FieldError("passwordRepeat", code)));
            return;
        }
        try {
            account.changePassword(current.inPerson(), present, password, ClientAddress.of(request));
            changed = true;
        } catch (Invalid invalid) {
            messages.show(invalid.errors());
        } catch (TooMany wait) {
            messages.show(wait);
        }
    }

    /** Where the person is signed in, this browser first. */
    public List<SignedIn> getAll() {
        return endings.signIns(current.inPerson());
    }

    /** By which providers the person signs in, too. */
    public List<LinkedIdentity> getIdentities() {
        return links.own(current.get());
    }

    /** Whether this is the sign-in that the page is shown to. */
    public boolean isThis(SignedIn login) {
        return login.id().equals(current.inPerson().loginId());
    }

    /** What the browser of a sign-in is called. */
    public String browser(SignedIn login) {
        String raw = login.userAgent().strip();
        String known = raw.isEmpty()
                ? text("security.browser.unknown")
                : raw.substring(0, Math.min(raw.length(), LONGEST_NAME));
        return Browser.of(raw)
                .map(found -> MessageFormat.format(text("security.browser"), found.name(), found.system()))
                .orElse(known);
    }

    private static String text(String key) {
        FacesContext faces = FacesContext.getCurrentInstance();
        return faces.getApplication().getResourceBundle(faces, "msg").getString(key);
    }

    /** Whether the person has a password here to change. */
    public boolean isWithPassword() {
        return account.hasPassword(current.inPerson());
    }

    /** Whether the password was just changed. */
    public boolean isChanged() {
        return changed;
    }

    /** Whether sign-ins were just ended. */
    public boolean isEnded() {
        return request.getParameter("ended") != null;
    }

    /** No password is ever shown. */
    public String getPresent() {
        return present;
    }

    /** Set by the form. */
    public void setPresent(@Nullable String present) {
        this.present = Objects.requireNonNullElse(present, "");
    }

    /** No password is ever shown. */
    public String getPassword() {
        return password;
    }

    /** Set by the form. */
    public void setPassword(@Nullable String password) {
        this.password = Objects.requireNonNullElse(password, "");
    }

    /** No password is ever shown. */
    public String getPasswordRepeat() {
        return passwordRepeat;
    }

    /** Set by the form. */
    public void setPasswordRepeat(@Nullable String passwordRepeat) {
        this.passwordRepeat = Objects.requireNonNullElse(passwordRepeat, "");
    }
}
