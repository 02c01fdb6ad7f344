package org.chatboard.security.oidc;

import java.net.URI;
import java.util.Set;
import org.chatboard.users.ExternalUsers;

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
 * @param creationGroups whose members get one, when groups decide
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
        Set<String> creationGroups,
        boolean linksVerifiedEmail,
        String redirectBase) {

    /** Who gets an account at the first sign-in. */
    public enum Creation {
        /** Whoever may come in. */
        ALWAYS,
        /** Whoever is in one of the groups for that. */
        GROUPS,
        /** Nobody. */
        NEVER
    }

    /** Copies the groups. */
    public OidcConfig {
        adminGroups = Set.copyOf(adminGroups);
        requiredGroups = Set.copyOf(requiredGroups);
        creationGroups = Set.copyOf(creationGroups);
    }

    /** Whether something is decided by the groups of a person. */
    boolean needsGroups() {
        return !adminGroups.isEmpty() || !requiredGroups.isEmpty() || creation == Creation.GROUPS;
    }

    /** Whether this person, who has no account, gets one. */
    boolean creates(PersonClaims claims) {
        return switch (creation) {
            case ALWAYS -> true;
            case GROUPS -> claims.isInOneOf(creationGroups);
            case NEVER -> false;
        };
    }

    /** Whether the account with their e-mail address is this person's, if nobody of the provider has it yet. */
    boolean links(PersonClaims claims, ExternalUsers.Holder holder) {
        return linksVerifiedEmail && claims.emailVerified() && holder.mayBeLinked();
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
