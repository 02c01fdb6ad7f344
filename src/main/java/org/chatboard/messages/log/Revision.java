package org.chatboard.messages.log;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.chatboard.messages.revision.Revised;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/** An edit or a withdrawal on its way into the log. */
public final class Revision extends Pending {

    private final Asked asked;
    private final CompletableFuture<Revised> result = new CompletableFuture<>();
    private @Nullable Revised answer;

    /**
     * What somebody wants to become of a message.
     *
     * @param messageId the message
     * @param text what it is to say, checked; null to withdraw it
     * @param expectedChange the change of the message as the caller saw it last, or null when that does not matter
     * @param limit how old an own message may be
     */
    public record Asked(
            UUID messageId, @Nullable String text, @Nullable Long expectedChange, Duration limit) {}

    /** @param roomId where the message is */
    public Revision(Caller caller, UUID roomId, Asked asked, Instant at) {
        super(caller, roomId, at);
        this.asked = asked;
    }

    @Override
    UUID key() {
        return asked.messageId();
    }

    Asked asked() {
        return asked;
    }

    /** What whoever asked waits for. */
    CompletableFuture<Revised> result() {
        return result;
    }

    void answer(Revised revised) {
        accept();
        answer = revised;
    }

    /** The message as it is now, once the transaction is committed; null when nothing changed. */
    @Nullable
    Revised applied() {
        return isAccepted() && answer != null && answer.changed() ? answer : null;
    }

    @Override
    void complete() {
        if (answer != null) {
            result.complete(answer);
        }
    }

    @Override
    void failed(Throwable cause) {
        result.completeExceptionally(cause);
    }
}
