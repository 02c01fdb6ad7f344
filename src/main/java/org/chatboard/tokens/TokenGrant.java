package org.chatboard.tokens;

import java.util.Set;
import java.util.UUID;
import org.chatboard.users.UserView;

/**
 * What a bearer token is good for at this moment.
 *
 * @param tokenId the token
 * @param owner in whose name it acts; active
 * @param scopes what it may do; {@code admin} only while the owner runs the installation
 */
public record TokenGrant(UUID tokenId, UserView owner, Set<Scope> scopes) {}
