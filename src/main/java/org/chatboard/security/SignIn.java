package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.SecurityContext;
import jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;

/** Signs people in with what they typed, and out. */
@ApplicationScoped
public class SignIn {

    /** Says that this person has proved who they are. Made only here, so that nothing gets past the throttle. */
    record Checked(UUID userId) implements Credential {}

    @Inject
    IdentityStoreHandler stores;

    @Inject
    SecurityContext securityContext;

    /**
     * Signs in: the response gets the cookie, the request its principal.
     *
     * @param name user name or e-mail, in any case
     * @param password as typed
     * @return false when they do not fit, without saying which of the two is wrong
     * @throws org.chatboard.platform.TooMany after too many wrong passwords, or when too many people sign in at once
     */
    public boolean with(String name, String password, HttpServletRequest request, HttpServletResponse response) {
        CredentialValidationResult result = stores.validate(new UsernamePasswordCredential(name, password));
        if (result.getStatus() != Status.VALID) {
            return false;
        }
        var checked = new Checked(UUID.fromString(result.getCallerUniqueId()));
        AuthenticationStatus status = securityContext.authenticate(
                request,
                response,
                AuthenticationParameters.withParams().newAuthentication(true).credential(checked));
        return status == AuthenticationStatus.SUCCESS;
    }

    /** Signs out this browser: its cookie, its sockets and the state of its pages are gone. */
    public void out(HttpServletRequest request) {
        try {
            request.logout();
        } catch (ServletException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
