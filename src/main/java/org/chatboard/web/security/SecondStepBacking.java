package org.chatboard.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.ExternalContext;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.platform.request.RefusalLog;
import org.chatboard.security.SignIn;
import org.chatboard.security.factor.SecondFactors;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.chatboard.web.LoginBacking;
import org.jspecify.annotations.Nullable;

/** The second step of signing in: the code, or setting up what makes codes where the administrators want it. */
@Named("step")
@RequestScoped
public class SecondStepBacking extends FactorForm {

    @Inject
    SignIn signIn;

    @Inject
    UserService users;

    @Inject
    RefusalLog refusals;

    private String next = "";

    /** Without a password a moment ago there is no second step. */
    public void begin() throws IOException {
        Optional<UUID> who = who();
        if (who.isEmpty()) {
            leave("/login");
        } else {
            factors.begin(who.get());
        }
    }

    /** Does what the page asks for. */
    public void submit() throws IOException {
        if (isOn()) {
            enter();
        } else {
            setUp();
        }
    }

    /** Signs in with a code, or with a recovery code. */
    private void enter() throws IOException {
        Optional<UUID> who = who();
        if (who.isEmpty()) {
            leave("/login");
            return;
        }
        attempt(() -> {
            if (!signIn.second(who.get(), getCode(), ClientAddress.of(request))) {
                FacesContext.getCurrentInstance()
                        .getExternalContext()
                        .setResponseStatus(HttpServletResponse.SC_UNAUTHORIZED);
                throw SecondFactors.wrong();
            }
            signIn.complete(who.get(), request, response());
        });
        if (request.getUserPrincipal() != null) {
            leave(LoginBacking.safe(next, request, refusals));
        }
    }

    /** Sets up what is wanted and signs in; the recovery codes are shown before the way goes on. */
    private void setUp() throws IOException {
        Optional<UUID> who = who().filter(id -> !factors.isOn(id));
        if (who.isEmpty()) {
            leave("/login");
            return;
        }
        attempt(() -> {
            shown(factors.confirm(who.get(), getCode()));
            signIn.complete(who.get(), request, response());
        });
    }

    private Optional<UUID> who() {
        return signIn.pending(request);
    }

    private static HttpServletResponse response() {
        return (HttpServletResponse)
                FacesContext.getCurrentInstance().getExternalContext().getResponse();
    }

    private static void leave(String path) throws IOException {
        FacesContext faces = FacesContext.getCurrentInstance();
        ExternalContext exchange = faces.getExternalContext();
        exchange.redirect(exchange.getRequestContextPath() + path);
        faces.responseComplete();
    }

    /** Whether a code is asked for; otherwise what makes codes is set up. */
    public boolean isOn() {
        return who().filter(factors::isOn).isPresent();
    }

    @Override
    public String getSecret() {
        return who().map(factors::secret).orElse("");
    }

    @Override
    String owner() {
        return who().flatMap(users::find).map(UserView::username).orElse("");
    }

    /** The page to go to at last. */
    public String getNext() {
        return next;
    }

    /** The same, where nothing leads elsewhere. */
    public String getTarget() {
        return LoginBacking.safe(next);
    }

    /** Set from the address. */
    public void setNext(@Nullable String next) {
        this.next = Objects.requireNonNullElse(next, "");
    }
}
