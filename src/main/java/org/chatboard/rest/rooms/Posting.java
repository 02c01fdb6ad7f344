package org.chatboard.rest.rooms;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.chatboard.messages.MessageJson;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.NewMessage;
import org.chatboard.messages.Posted;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Deadlines;
import org.chatboard.platform.Workers;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rooms.RoomService;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/** Posts what programs send. No thread of the web server waits for a commit, and no writer of messages for a slow client. */
@ApplicationScoped
public class Posting {

    /** Writes the answers: a client that does not read holds up its own kind and nobody else. */
    @Resource(lookup = "concurrent/chatboard-answers")
    ManagedExecutorService answers;

    @Inject
    Workers workers;

    @Inject
    MessageService messages;

    @Inject
    RoomService rooms;

    @Inject
    Deadlines deadlines;

    /** Says something in a room; {@code api} is the path of the API, for the address of what is stored. */
    public CompletionStage<Response> inRoom(Caller caller, UUID roomId, JsonFields fields, String api) {
        NewMessage message = read(fields, roomId);
        return answer(store(caller, message, api));
    }

    /** Says something to a person; their room may have to be opened first, which takes a look into the database. */
    public CompletionStage<Response> toPerson(Caller caller, String name, JsonFields fields, String api) {
        NewMessage draft = read(fields, null);
        CompletableFuture<Response> stored = CompletableFuture.supplyAsync(() -> rooms.direct(caller, name), workers)
                .thenCompose(roomId -> store(
                        caller, new NewMessage(draft.clientId(), roomId, null, draft.text(), draft.replyTo()), api));
        deadlines.limit(stored);
        return answer(stored);
    }

    private CompletionStage<Response> store(Caller caller, NewMessage message, String api) {
        return messages.post(caller, message).thenApply(posted -> response(caller, message, posted, api));
    }

    /** Writes an answer once it is known. */
    public CompletionStage<Response> answer(CompletionStage<Response> result) {
        return result.handleAsync(
                (response, failed) -> {
                    if (failed != null) {
                        throw failed instanceof CompletionException already ? already : new CompletionException(failed);
                    }
                    return response;
                },
                answers);
    }

    private static NewMessage read(JsonFields fields, @Nullable UUID roomId) {
        NewMessage message = new NewMessage(
                fields.id("clientId"),
                roomId,
                null,
                fields.text("text"),
                fields.optionalId("replyTo").orElse(null));
        fields.rejectUnknown();
        return message;
    }

    private static Response response(Caller caller, NewMessage asked, Posted posted, String api) {
        if (posted.replayed() && !posted.answers(asked)) {
            throw new Conflict(
                    "idempotency_conflict",
                    "This clientId was used for another message before; make a new one for each message.");
        }
        String body = JsonBody.of(json -> MessageJson.write(json, "message", posted.message(), caller.id()));
        Response.ResponseBuilder answer = Response.status(posted.replayed() ? 200 : 201)
                .header(
                        "Location",
                        api + "rooms/" + posted.message().roomId() + "/messages?anchor="
                                + posted.message().seq() + "&before=0")
                .entity(body);
        return (posted.replayed() ? answer.header("Idempotent-Replay", "true") : answer).build();
    }
}
