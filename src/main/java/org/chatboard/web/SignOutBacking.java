package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.security.Logins;
import org.chatboard.security.SignIn;
import org.chatboard.security.oidc.OidcConfig;
import org.chatboard.security.oidc.OidcService;
import org.chatboard.security.proxy.ProxyDoor;
import org.jspecify.annotations.Nullable;

/** The reader leaves. */
@Named("signOut")
@RequestScoped
public class SignOutBacking {

    @Inject
    SignIn signIn;

    @Inject
    Logins logins;

    @Inject
    OidcService oidc;

    @Inject
    ProxyDoor proxy;

    @Inject
    HttpServletRequest request;

    private String elsewhere = "";

    /**
     * Ends the sign-in of this browser with its sockets, and shows the page to come back. Whoever came by way of a provider
     * leaves there, too: by a page that goes on by itself, for the browser lets no form lead to another site.
     *
     * @return the page that goes on; null when this redirects
     */
    public @Nullable String now() throws IOException {
        Optional<ChatBoardPrincipal> reader = logins.of(request.getUserPrincipal());
        Optional<URI> provider = reader.map(ChatBoardPrincipal::loginId).flatMap(oidc::leave);
        signIn.out(request);
        FacesContext faces = FacesContext.getCurrentInstance();
        if (provider.isPresent()) {
            elsewhere = provider.get().toString();
            faces.getExternalContext().setResponseHeader("Refresh", "0; url=" + elsewhere);
            return "/leaving.xhtml";
        }
        // By a proxy the reader would be in again at once.
        boolean isLetIn =
                reader.filter(person -> proxy.opensFor(person.caller().id())).isPresent();
        faces.getExternalContext().redirect(request.getContextPath() + (isLetIn ? "/login?left" : "/login"));
        faces.responseComplete();
        return null;
    }

    /** Where the reader goes on to, should the browser not do so by itself. */
    public String getElsewhere() {
        return elsewhere;
    }

    /** What people call the place. */
    public String getProvider() {
        return oidc.config().map(OidcConfig::name).orElse("");
    }
}
