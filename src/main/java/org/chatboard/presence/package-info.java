/**
 * Who is here now: live connections with a lease, and what follows from them.
 * It owns no table; {@code user_profiles.last_seen_at} is written through the users package.
 * {@link org.chatboard.presence.PresenceService} is the way in.
 */
@NullMarked
package org.chatboard.presence;

import org.jspecify.annotations.NullMarked;
