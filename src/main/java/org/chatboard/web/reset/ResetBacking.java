package org.chatboard.web.reset;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.stream.Stream;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.security.reset.PasswordResets;
import org.chatboard.web.FormMessages;
import org.jspecify.annotations.Nullable;

/** Whoever has a link that was sent by mail chooses a new password. */
@Named("reset")
@RequestScoped
public class ResetBacking {

    private static final System.Logger LOG = System.getLogger(ResetBacking.class.getName());

    @Inject
    PasswordResets resets;

    @Inject
    FormMessages messages;

    @Inject
    HttpServletRequest request;

    @Inject
    RefusalLog refusals;

    private String token = "";
    private String password = "";
    private String passwordRepeat = "";

    /** Faces sets values only after it has decided which parts of the page there are, for which the token is needed. */
    @PostConstruct
    void read() {
        String sent = request.getParameter("form:token");
        setToken(sent == null ? request.getParameter("token") : sent);
        if (!token.isEmpty() && !resets.isOpen(token)) {
            refusals.noteCall(request, "link_used");
        }
    }

    /** Whether the link still works. */
    public boolean isValid() {
        return resets.isOpen(token);
    }

    /** Sets the password and goes on to sign in, or says what is wrong. */
    public void use() throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext exchange = faces.getExternalContext();
        try {
            if (!password.equals(passwordRepeat)) {
                String code = passwordRepeat.isEmpty() ? "required" : "mismatch";
                messages.show(Stream.concat(
                                resets.problems(token, password).stream(),
                                Stream.of(new FieldError("passwordRepeat", code)))
                        .toList());
                return;
            }
            resets.use(
                    token,
                    password,
                    ClientAddress.of(request),
                    faces.getViewRoot().getLocale());
            exchange.redirect(exchange.getRequestContextPath() + "/login?reset=1");
            faces.responseComplete();
        } catch (Invalid invalid) {
            messages.show(invalid.errors());
        } catch (NotFound tooLate) {
            // The page itself says so when it is drawn again.
            exchange.setResponseStatus(404);
        } catch (TooMany busy) {
            messages.show(busy);
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "A password could not be set", failed);
            exchange.setResponseStatus(503);
            messages.showAbove("error.unavailable");
        }
    }

    /** The secret of the link. */
    public String getToken() {
        return token;
    }

    /** Set from the address and again by the form. */
    public void setToken(@Nullable String token) {
        this.token = Objects.requireNonNullElse(token, "");
    }

    /** The password is never shown again. */
    public String getPassword() {
        return password;
    }

    /** Set by the form. */
    public void setPassword(@Nullable String password) {
        this.password = Objects.requireNonNullElse(password, "");
    }

    /** The password a second time; never shown again. */
    public String getPasswordRepeat() {
        return passwordRepeat;
    }

    /** Set by the form. */
    public void setPasswordRepeat(@Nullable String passwordRepeat) {
        this.passwordRepeat = Objects.requireNonNullElse(passwordRepeat, "");
    }
}
