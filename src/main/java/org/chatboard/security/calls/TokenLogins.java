package org.chatboard.security.calls;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.tokens.Scope;
import org.chatboard.tokens.TokenGrant;
import org.chatboard.tokens.TokenService;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;

/** Who is behind bearer tokens. A token without the scope {@code admin} never acts as an administrator. */
@ApplicationScoped
public class TokenLogins {

    @Inject
    TokenService tokens;

    /** Those behind many tokens at once, by the hashes of their secrets; unknown and ended ones are left out. */
    public Map<String, ChatBoardPrincipal> findByHash(Set<String> tokenHashes) {
        Map<String, ChatBoardPrincipal> found = new HashMap<>();
        tokens.findByHash(tokenHashes).forEach((hash, grant) -> found.put(hash, principal(grant)));
        return found;
    }

    private static ChatBoardPrincipal principal(TokenGrant grant) {
        Set<Role> roles = grant.scopes().contains(Scope.ADMIN) ? Set.of(Role.USER, Role.ADMIN) : Set.of(Role.USER);
        return new ChatBoardPrincipal(
                new Caller(grant.owner().id(), grant.owner().username(), roles),
                grant.owner().displayName(),
                grant.tokenId(),
                grant.scopes());
    }
}
