package org.chatboard.security;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;
import org.chatboard.users.Caller;

/**
 * Who is behind a request or a socket, as the container knows it; {@link Logins#of} finds it again.
 *
 * @param caller who acts
 * @param displayName first and last name at the time of the request or the handshake
 * @param loginId the sign-in this came from; once it is ended nothing may be done with it any more
 */
public record ChatBoardPrincipal(Caller caller, String displayName, UUID loginId) implements Principal, Serializable {

    @Override
    public String getName() {
        return caller.username();
    }
}
