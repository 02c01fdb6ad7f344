package org.chatboard.security;

import java.io.Serializable;
import java.security.Principal;
import java.util.Set;
import java.util.UUID;
import org.chatboard.tokens.Scope;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Who is behind a request or a socket, as the container knows it; {@link Logins#of} finds it again.
 *
 * @param caller who acts
 * @param displayName first and last name at the time of the request or the handshake
 * @param loginId the sign-in or the token this came from; once it is ended nothing may be done with it any more
 * @param scopes what the token may do; null for a person who signed in and may do everything they may do
 */
public record ChatBoardPrincipal(
        Caller caller,
        String displayName,
        UUID loginId,
        @Nullable Set<Scope> scopes) implements Principal, Serializable {

    /** Copies the scopes. */
    public ChatBoardPrincipal {
        scopes = scopes == null ? null : Set.copyOf(scopes);
    }

    /** Somebody who signed in. */
    ChatBoardPrincipal(Caller caller, String displayName, UUID loginId) {
        this(caller, displayName, loginId, null);
    }

    @Override
    public String getName() {
        return caller.username();
    }

    /** Whether this is a program with a token. */
    public boolean isByToken() {
        return scopes != null;
    }

    /** Whether this is within the scopes of the token, if it is one. */
    public boolean may(Scope scope) {
        return scopes == null || scopes.contains(scope);
    }

    /** Whether anything may be changed. */
    public boolean mayWrite() {
        return may(Scope.WRITE);
    }
}
