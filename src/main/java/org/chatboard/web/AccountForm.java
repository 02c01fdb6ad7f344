package org.chatboard.web;

import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.TooMany;
import org.chatboard.users.NewUser;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/** The fields of a new account, and what happens when the form is sent. */
public abstract class AccountForm {

    private static final System.Logger LOG = System.getLogger(AccountForm.class.getName());

    @Inject
    FormMessages messages;

    private String username = "";

    private String email = "";

    private String firstName = "";

    private String lastName = "";

    private String password = "";

    private String passwordRepeat = "";

    /** Creates the account. */
    abstract UserView make(NewUser newUser);

    /** What is wrong with the account before it is created. */
    abstract List<FieldError> problems(NewUser newUser);

    /** Creates the account and goes on to sign in, or says what is wrong. */
    public void create() throws IOException {
        NewUser newUser = new NewUser(username, email, firstName, lastName, password);
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext exchange = faces.getExternalContext();
        try {
            if (!password.equals(passwordRepeat)) {
                String code = passwordRepeat.isEmpty() ? "required" : "mismatch";
                messages.show(
                        Stream.concat(problems(newUser).stream(), Stream.of(new FieldError("passwordRepeat", code)))
                                .toList());
                return;
            }
            UserView user = make(newUser);
            exchange.redirect(exchange.getRequestContextPath() + "/login?registered="
                    + URLEncoder.encode(user.username(), StandardCharsets.UTF_8));
            faces.responseComplete();
        } catch (Invalid invalid) {
            messages.show(invalid.errors());
        } catch (TooMany busy) {
            messages.show(busy);
        } catch (ChatBoardException refused) {
            exchange.setResponseStatus(HttpServletResponse.SC_FORBIDDEN);
            messages.showAbove("register.closed");
        } catch (RuntimeException failed) {
            LOG.log(Level.ERROR, "An account could not be created", failed);
            exchange.setResponseStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            messages.showAbove("error.unavailable");
        }
    }

    /** Wished sign-in name, as typed. */
    public String getUsername() {
        return username;
    }

    /** Set by the form. */
    public void setUsername(@Nullable String username) {
        this.username = Objects.requireNonNullElse(username, "");
    }

    /** E-mail address, as typed. */
    public String getEmail() {
        return email;
    }

    /** Set by the form. */
    public void setEmail(@Nullable String email) {
        this.email = Objects.requireNonNullElse(email, "");
    }

    /** Given name, as typed. */
    public String getFirstName() {
        return firstName;
    }

    /** Set by the form. */
    public void setFirstName(@Nullable String firstName) {
        this.firstName = Objects.requireNonNullElse(firstName, "");
    }

    /** Family name, as typed. */
    public String getLastName() {
        return lastName;
    }

    /** Set by the form. */
    public void setLastName(@Nullable String lastName) {
        this.lastName = Objects.requireNonNullElse(lastName, "");
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
