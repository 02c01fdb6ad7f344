package org.chatboard.web.reset;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.security.reset.PasswordResets;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** Somebody forgot the password and asks for a link to a new one. */
@Named("forgot")
@RequestScoped
public class ForgotBacking {

    @Inject
    PasswordResets resets;

    @Inject
    FormMessages messages;

    @Inject
    HttpServletRequest request;

    private String name = "";

    /** Whether letters can be sent from here. */
    public boolean isOffered() {
        return resets.isOffered();
    }

    /** Whether a link was just asked for. */
    public boolean isSent() {
        return request.getParameter("sent") != null;
    }

    /** Has the letter sent if there is such an account; the page that follows does not say. */
    public void ask() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext exchange = faces.getExternalContext();
        if (name.isBlank()) {
            messages.show(List.of(new FieldError("name", "required")));
            return;
        }
        try {
            resets.ask(name, ClientAddress.of(request), faces.getViewRoot().getLocale());
            exchange.redirect(exchange.getRequestContextPath() + "/forgot?sent=1");
            faces.responseComplete();
        } catch (TooMany wait) {
            messages.show(wait);
        } catch (Unavailable full) {
            exchange.setResponseStatus(503);
            messages.showAbove("error.unavailable");
        }
    }

    /** User name or e-mail, as typed. */
    public String getName() {
        return name;
    }

    /** Set by the form. */
    public void setName(@Nullable String name) {
        this.name = Objects.requireNonNullElse(name, "");
    }
}
