package org.chatboard.messages.log;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.NewMessage;
import org.chatboard.messages.Posted;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/** A new message on its way into the log. */
public final class Post extends Pending {

    private final NewMessage message;
    private final CompletableFuture<Posted> result = new CompletableFuture<>();
    private @Nullable Posted answer;

    /** @param message with a text that was checked */
    public Post(Caller sender, UUID roomId, NewMessage message, Instant at) {
        super(sender, roomId, at);
        this.message = message;
    }

    @Override
    UUID key() {
        return message.clientId();
    }

    Caller sender() {
        return caller();
    }

    NewMessage message() {
        return message;
    }

    /** What whoever posted waits for. */
    CompletableFuture<Posted> result() {
        return result;
    }

    /** The message that becomes of this in its place of the room. */
    MessageView stored(UUID id, long seq, long change) {
        return new MessageView(
                id,
                roomId(),
                seq,
                change,
                caller().id(),
                caller().username(),
                message.clientId(),
                message.text(),
                message.replyTo(),
                at(),
                null,
                null);
    }

    void answer(Posted posted) {
        accept();
        answer = posted;
    }

    /** The new message, once the transaction is committed; null when it was refused or known before. */
    @Nullable
    Posted added() {
        return isAccepted() && answer != null && !answer.replayed() ? answer : null;
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
