package org.chatboard.web.email;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.account.EmailChanges;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** Somebody followed the link to a new e-mail address. A button does it, for programs look at links in letters, too. */
@Named("emailConfirm")
@RequestScoped
public class EmailConfirmBacking {

    @Inject
    CurrentCaller current;

    @Inject
    EmailChanges changes;

    @Inject
    FormMessages messages;

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
        if (!token.isEmpty() && !changes.find(current.inPerson(), token).isPresent()) {
            refusals.noteCall(request, "link_used");
        }
    }

    /** Takes the address. */
    public void use() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext exchange = faces.getExternalContext();
        try {
            changes.use(
                    current.inPerson(),
                    token,
                    ClientAddress.of(request),
                    faces.getViewRoot().getLocale());
            exchange.redirect(exchange.getRequestContextPath() + "/profile/email?changed=1");
            faces.responseComplete();
        } catch (NotFound tooLate) {
            // The page itself says so when it is drawn again.
            exchange.setResponseStatus(404);
        } catch (Invalid taken) {
            messages.showAbove("error.email.taken");
        }
    }

    /** The address that the link leads to; empty when it does not work, or not for the reader. */
    public String getEmail() {
        return changes.find(current.inPerson(), token).orElse("");
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
