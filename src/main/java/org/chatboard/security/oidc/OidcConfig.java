package org.chatboard.security.oidc;

import java.net.URI;
import java.util.Set;

/**
 * A whole configuration of sign-in by OpenID Connect.
 *
 * @param issuer the provider, exactly as it names itself
 * @param clientId how it knows this ChatBoard
 * @param clientSecret what proves that to it
 * @param name what people call it
 * @param scopes what is asked for
 * @param usernameClaim which claim a user name is made of
 * @param groupsClaim which claim names the groups of a person
 * @param adminGroups whose members run the installation; empty to leave that to ChatBoard
 * @param requiredGroups who may come in; empty for everybody
 * @param creation who gets an account
 * @param linksVerifiedEmail whether a verified e-mail address is enough to be the person who has it here
 * @param redirectBase ChatBoard as browsers reach it, without a slash at the end
 */
public record OidcConfig(
        String issuer,
        String clientId,
        String clientSecret,
        String name,
        String scopes,
        String usernameClaim,
        String groupsClaim,
        Set<String> adminGroups,
        Set<String> requiredGroups,
        Creation creation,
        boolean linksVerifiedEmail,
        String redirectBase) {

    /** Who gets an account at the first sign-in. */
    public enum Creation {
        /** Whoever may come in. */
        ALWAYS,
        /** Whoever may come in; and there is a list of groups that says who. */
        GROUPS,
        /** Nobody. */
        NEVER
    }

    /** Copies the groups. */
    public OidcConfig {
        adminGroups = Set.copyOf(adminGroups);
        requiredGroups = Set.copyOf(requiredGroups);
    }

    /** Where the provider sends browsers back to; never taken from a request, which may claim any host. */
    public URI callback() {
        return URI.create(redirectBase + "/auth/oidc/callback");
    }

    /** Where it sends them after a sign-out. */
    public URI afterSignOut() {
        return URI.create(redirectBase + "/login");
    }

    @Override
    public String toString() {
        return "OidcConfig[" + issuer + ", " + clientId + "]";
    }
}
