package org.chatboard.platform.request;

import java.time.Duration;
import java.util.Optional;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Stale;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unauthenticated;
import org.chatboard.platform.Unavailable;

/** What the refusals of services are in the words of HTTP, whichever door tells them. */
public final class HttpStatus {

    private HttpStatus() {}

    /** The status of a refusal (RFC 9110 section 15, RFC 6585). */
    public static int of(ChatBoardException reason) {
        if (reason instanceof Invalid) {
            return 400;
        } else if (reason instanceof Unauthenticated) {
            return 401;
        } else if (reason instanceof Forbidden) {
            return 403;
        } else if (reason instanceof NotFound) {
            return 404;
        } else if (reason instanceof Conflict) {
            return 409;
        } else if (reason instanceof Stale) {
            return 412;
        } else if (reason instanceof TooMany) {
            return 429;
        } else if (reason instanceof Unavailable) {
            return 503;
        }
        return 500;
    }

    /** What {@code Retry-After} says of a refusal that does not hold for long. */
    public static Optional<Duration> retryAfter(ChatBoardException reason) {
        if (reason instanceof TooMany tooMany) {
            return Optional.of(tooMany.retryAfter());
        }
        return reason instanceof Unavailable ? Optional.of(Unavailable.RETRY_AFTER) : Optional.empty();
    }
}
