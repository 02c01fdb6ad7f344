package org.chatboard.live;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.chatboard.live.frame.Frame;
import org.chatboard.live.frame.FrameReader;
import org.chatboard.live.frame.Frames;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.NewMessage;
import org.chatboard.messages.Posted;
import org.chatboard.messages.revision.Revised;
import org.chatboard.platform.Deadlines;
import org.chatboard.platform.Failures;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Time;
import org.chatboard.platform.TooMany;
import org.chatboard.rooms.RoomService;
import org.chatboard.transport.Intake;
import org.jspecify.annotations.Nullable;

/** Does what a frame asks for. One frame, one call of a service; what goes wrong becomes an {@code error} frame. */
@ApplicationScoped
class ChatDesk {

    @Inject
    Hub hub;

    @Inject
    MessageService messages;

    @Inject
    RoomService rooms;

    @Inject
    Deadlines deadlines;

    @Inject
    Time time;

    @Inject
    Intake intake;

    @PostConstruct
    void start() {
        intake.pauseWhile(messages.crowded());
    }

    /** Takes a frame in; called on a thread that reads for many sockets and must not wait. */
    void receive(Connection connection, String text) {
        FrameReader reader = new FrameReader();
        Frame frame;
        try {
            frame = reader.read(text);
        } catch (RuntimeException refused) {
            connection.refuse(reader.ref(), reader.clientId(), Failures.reason(refused));
            return;
        }
        if (!connection.mayWrite() && !onlyReads(frame)) {
            connection.refuse(reader.ref(), reader.clientId(), needsWrite());
        } else if (frame instanceof Frame.Post post) {
            post(connection, reader.ref(), post.message());
        } else if (frame instanceof Frame.Edit edit) {
            revise(
                    connection,
                    reader.ref(),
                    () -> messages.edit(connection.caller(), edit.messageId(), edit.text(), edit.change()));
        } else if (frame instanceof Frame.Delete delete) {
            revise(
                    connection,
                    reader.ref(),
                    () -> messages.withdraw(connection.caller(), delete.messageId(), delete.change()));
        } else if (frame instanceof Frame.Ping) {
            // Whatever hangs behind what was asked for before: the server is there.
            connection.send(Frames.pong());
        } else {
            later(connection, reader.ref(), reader.clientId(), () -> handle(connection, frame));
        }
    }

    /** Posts, after what the connection asked for before; whatever hangs, the sender is answered in bounded time. */
    void post(Connection connection, @Nullable String ref, NewMessage message) {
        CompletableFuture<Posted> answer = new CompletableFuture<>();
        tell(connection, ref, message, answer);
        // A post into a known room only joins the queue of the log; one to a person may first have to open the room.
        if (message.roomId() != null && connection.inbox().isIdle()) {
            store(connection, message, answer);
            return;
        }
        deadlines.limit(answer);
        boolean taken = connection.inbox().offer(() -> {
            // A sender who was told to send again does so.
            if (!answer.isDone()) {
                store(connection, message, answer);
            }
        });
        if (!taken) {
            answer.completeExceptionally(tooMany());
        }
    }

    private void store(Connection connection, NewMessage message, CompletableFuture<Posted> answer) {
        pass(() -> messages.post(connection.caller(), message), answer);
    }

    /** Edits or withdraws, after what the connection asked for before; answered in bounded time as well. */
    private void revise(Connection connection, @Nullable String ref, Supplier<CompletionStage<Revised>> work) {
        CompletableFuture<Revised> answer = new CompletableFuture<>();
        tellRevised(connection, ref, answer);
        deadlines.limit(answer);
        boolean taken = connection.inbox().offer(() -> {
            if (!answer.isDone()) {
                pass(work, answer);
            }
        });
        if (!taken) {
            answer.completeExceptionally(tooMany());
        }
    }

    /** What changed is told to everybody; what did not, to who asked. */
    private static void tellRevised(Connection connection, @Nullable String ref, CompletionStage<Revised> answer) {
        answer.whenComplete((revised, failed) -> {
            if (failed != null) {
                connection.refuse(ref, null, Failures.reason(failed));
            } else if (!revised.changed()) {
                connection.send(
                        Frames.changed(revised.message(), connection.caller().id()));
            }
        });
    }

    private static <T> void pass(Supplier<CompletionStage<T>> work, CompletableFuture<T> answer) {
        try {
            work.get().whenComplete((result, failed) -> {
                if (failed != null) {
                    answer.completeExceptionally(failed);
                } else {
                    answer.complete(result);
                }
            });
        } catch (RuntimeException failed) {
            answer.completeExceptionally(failed);
        }
    }

    private static void tell(
            Connection connection, @Nullable String ref, NewMessage message, CompletionStage<Posted> answer) {
        answer.whenComplete((posted, failed) -> {
            if (failed != null) {
                connection.refuse(ref, message.clientId(), Failures.reason(failed));
            } else if (posted.replayed()) {
                connection.send(Frames.acknowledged(Frames.posted(posted.message()), posted.message(), true));
            }
        });
    }

    /** Does something for a connection after what it asked for before. */
    void later(Connection connection, @Nullable String ref, @Nullable UUID clientId, Runnable work) {
        if (!connection.inbox().offer(() -> attempt(connection, ref, clientId, work))) {
            connection.refuse(ref, clientId, tooMany());
        }
    }

    /** What is new in the protocol needs the scope to write until it stands here. */
    private static boolean onlyReads(Frame frame) {
        return frame instanceof Frame.Ping || frame instanceof Frame.Changes || frame instanceof Frame.Watch;
    }

    private static Forbidden needsWrite() {
        return new Forbidden("insufficient_scope", "This needs a token with the scope write.");
    }

    private static TooMany tooMany() {
        return new TooMany("too_many", "Too much at once; wait a moment and send again.", Duration.ofSeconds(1));
    }

    private static void attempt(Connection connection, @Nullable String ref, @Nullable UUID clientId, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failed) {
            connection.refuse(ref, clientId, Failures.reason(failed));
        }
    }

    private void handle(Connection connection, Frame frame) {
        if (frame instanceof Frame.Changes changes) {
            connection.send(Frames.changes(
                    changes.roomId(),
                    messages.changes(connection.caller(), changes.roomId(), changes.after()),
                    connection.caller().id()));
        } else if (frame instanceof Frame.Read read) {
            rooms.markRead(connection.caller(), read.roomId(), read.seq());
        } else if (frame instanceof Frame.TypingStart typing) {
            typing(connection, typing.roomId());
        } else if (frame instanceof Frame.Watch watch) {
            watch(connection, new HashSet<>(watch.userIds()));
        }
    }

    private void typing(Connection connection, UUID roomId) {
        if (connection.tellsTyping(roomId, time.steady())) {
            hub.typing(roomId, connection.caller().id(), rooms.hearers(connection.caller(), roomId));
        }
    }

    private void watch(Connection connection, Set<UUID> userIds) {
        hub.show(connection, userIds);
        hub.tellPresence(connection, userIds);
    }
}
