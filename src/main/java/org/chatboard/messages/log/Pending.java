package org.chatboard.messages.log;

import java.time.Instant;
import java.util.UUID;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/**
 * Something on its way into the log. {@link MessageStore} notes the answer inside the transaction; the log gives it to
 * whoever waits only after the commit, so that no acknowledgement is ever false.
 */
abstract sealed class Pending permits Post, Revision {

    private final Caller caller;
    private final UUID roomId;
    private final Instant at;
    private final long queuedNanos = System.nanoTime();
    private boolean inDoubt;
    private @Nullable ChatBoardException refusal;

    Pending(Caller caller, UUID roomId, Instant at) {
        this.caller = caller;
        this.roomId = roomId;
        this.at = at;
    }

    /** What a retry has in common with the first try. */
    abstract UUID key();

    /** The transaction is committed, and nothing was refused. */
    abstract void complete();

    /** Nothing was stored. */
    abstract void failed(Throwable cause);

    Caller caller() {
        return caller;
    }

    UUID roomId() {
        return roomId;
    }

    Instant at() {
        return at;
    }

    long queuedNanos() {
        return queuedNanos;
    }

    /** Whether an earlier try ended without saying what became of it: what is known now was told to nobody. */
    boolean inDoubt() {
        return inDoubt;
    }

    void doubt() {
        inDoubt = true;
    }

    void refuse(ChatBoardException reason) {
        refusal = reason;
    }

    void accept() {
        refusal = null;
    }

    boolean isAccepted() {
        return refusal == null;
    }

    /** The transaction is committed. */
    void committed() {
        if (refusal != null) {
            failed(refusal);
        } else {
            complete();
        }
    }
}
