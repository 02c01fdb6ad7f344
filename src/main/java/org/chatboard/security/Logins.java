package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.Principal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds ChatBoard's own principal behind what the container hands out for a request or a socket. */
@ApplicationScoped
public class Logins {

    /** The sign-in behind a principal of the container; nothing where nobody is signed in. */
    public Optional<ChatBoardPrincipal> of(@Nullable Principal principal) {
        return principal instanceof ChatBoardPrincipal ours ? Optional.of(ours) : Optional.empty();
    }
}
