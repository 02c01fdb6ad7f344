package org.chatboard.webhooks;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;
import org.jspecify.annotations.Nullable;

/**
 * An address at which a program posts to one room.
 *
 * @param id the hook
 * @param roomId where it posts
 * @param botId who speaks
 * @param bot the user name of who speaks
 * @param name what people call it
 * @param createdBy the user name of who made it
 * @param createdAt when
 * @param lastUsedAt when something was last posted, to the minute
 */
public record IncomingHook(
        UUID id,
        UUID roomId,
        UUID botId,
        String bot,
        String name,
        String createdBy,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    /** The bot, as everybody else who posts. */
    Caller caller() {
        return new Caller(botId, bot, Set.of(Role.USER));
    }

    /**
     * A hook that was just made.
     *
     * @param hook the hook
     * @param secret the end of its address; shown once and stored nowhere
     */
    public record Made(IncomingHook hook, String secret) {}
}
