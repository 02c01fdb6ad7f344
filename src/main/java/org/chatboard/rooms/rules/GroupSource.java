package org.chatboard.rooms.rules;

/** Who says in which groups people are. What one of them says never undoes what another one says. */
public enum GroupSource {
    /** The claims of an OpenID provider, at each sign-in. */
    OIDC,
    /** A directory that checks passwords. */
    LDAP,
    /** A directory that keeps accounts and groups here. */
    SCIM
}
