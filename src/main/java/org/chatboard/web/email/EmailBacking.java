package org.chatboard.web.email;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.account.EmailChanges;
import org.chatboard.security.account.OwnAccount;
import org.chatboard.security.factor.SecondFactors;
import org.chatboard.users.profile.ProfileService;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** Somebody asks for a link that gives their account another e-mail address. */
@Named("email")
@RequestScoped
public class EmailBacking {

    @Inject
    CurrentCaller current;

    @Inject
    EmailChanges changes;

    @Inject
    OwnAccount account;

    @Inject
    SecondFactors factors;

    @Inject
    ProfileService profiles;

    @Inject
    FormMessages messages;

    @Inject
    HttpServletRequest request;

    private String email = "";

    private String present = "";

    private String code = "";

    /** Has the letters sent, or says what is wrong. */
    public void ask() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext exchange = faces.getExternalContext();
        try {
            changes.ask(
                    current.inPerson(),
                    present,
                    code,
                    email,
                    ClientAddress.of(request),
                    faces.getViewRoot().getLocale());
            exchange.redirect(exchange.getRequestContextPath() + "/profile/email?sent=1");
            faces.responseComplete();
        } catch (Invalid invalid) {
            messages.show(invalid.errors());
        } catch (TooMany wait) {
            messages.show(wait);
        } catch (Unavailable away) {
            exchange.setResponseStatus(503);
            messages.showAbove("error.unavailable");
        }
    }

    /** The address that counts. */
    public String getCurrent() {
        return profiles.own(current.get()).email();
    }

    /** Whether letters can be sent from here. */
    public boolean isOffered() {
        return changes.isOffered();
    }

    /** Whether the account is kept here; what others are called is decided elsewhere. */
    public boolean isOwn() {
        return account.hasPassword(current.inPerson());
    }

    /** Whether a code is asked for as well. */
    public boolean isWithCode() {
        return factors.isOn(current.get().id());
    }

    /** Whether the letters were just sent. */
    public boolean isSent() {
        return request.getParameter("sent") != null;
    }

    /** Whether the address has just changed. */
    public boolean isChanged() {
        return request.getParameter("changed") != null;
    }

    /** The new address, as typed. */
    public String getEmail() {
        return email;
    }

    /** Set by the form. */
    public void setEmail(@Nullable String email) {
        this.email = Objects.requireNonNullElse(email, "");
    }

    /** No password is ever shown. */
    public String getPresent() {
        return present;
    }

    /** Set by the form. */
    public void setPresent(@Nullable String present) {
        this.present = Objects.requireNonNullElse(present, "");
    }

    /** No code is shown again. */
    public String getCode() {
        return code;
    }

    /** Set by the form. */
    public void setCode(@Nullable String code) {
        this.code = Objects.requireNonNullElse(code, "");
    }
}
