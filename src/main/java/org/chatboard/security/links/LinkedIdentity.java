package org.chatboard.security.links;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody of a provider who has an account.
 *
 * @param id of the link
 * @param issuer who vouches for them
 * @param subject who they are there for ever
 * @param createdAt since when
 * @param lastUsedAt when they signed in by it last
 */
public record LinkedIdentity(UUID id, String issuer, String subject, Instant createdAt, Instant lastUsedAt) {}
