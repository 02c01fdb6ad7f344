package org.chatboard.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Unauthenticated;
import org.chatboard.users.Caller;

/** The caller of the HTTP request at hand. Sockets have no such request: they keep the principal of their handshake. */
@RequestScoped
public class CurrentCaller {

    @Inject
    HttpServletRequest request;

    @Inject
    Logins logins;

    /** Who calls; nobody on pages that are open to all. */
    public Optional<Caller> find() {
        return logins.of(request.getUserPrincipal()).map(ChatBoardPrincipal::caller);
    }

    /** First and last name of who calls; empty when nobody is signed in. */
    public String displayName() {
        return logins.of(request.getUserPrincipal())
                .map(ChatBoardPrincipal::displayName)
                .orElse("");
    }

    /**
     * Who calls in person, for what programs may not do in anybody's name.
     *
     * @throws Unauthenticated when nobody is signed in
     * @throws Forbidden when a token calls
     */
    public ChatBoardPrincipal inPerson() {
        ChatBoardPrincipal principal = logins.of(request.getUserPrincipal())
                .orElseThrow(() -> new Unauthenticated("unauthenticated", "Sign in first."));
        if (principal.isByToken()) {
            throw new Forbidden(
                    "token_not_allowed", "Tokens and sign-ins are for people: sign in with the password for this.");
        }
        return principal;
    }

    /**
     * Who calls.
     *
     * @throws Forbidden when nobody is signed in, which the constraints in {@code web.xml} should have prevented
     */
    public Caller get() {
        return find().orElseThrow(() -> new Forbidden("unauthenticated", "Sign in first."));
    }
}
