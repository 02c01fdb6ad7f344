package org.chatboard.live.frame;

import java.util.UUID;
import org.chatboard.messages.NewMessage;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.platform.json.StrictJson;
import org.jspecify.annotations.Nullable;

/** Reads the frames of clients, strictly: what is not in the protocol is refused with a reason. */
public final class FrameReader {

    private static final int MAX_REF = 64;
    private static final int MAX_WATCHED = 500;

    private @Nullable String ref;
    private @Nullable UUID clientId;

    /** The client's own name for the frame, known even when the rest is refused. */
    public @Nullable String ref() {
        return ref;
    }

    /** The id of the message in the frame, known even when the rest is refused. */
    public @Nullable UUID clientId() {
        return clientId;
    }

    /**
     * Reads one frame.
     *
     * @throws Invalid with the code the client is answered
     */
    public Frame read(String text) {
        JsonFields fields = StrictJson.object(text);
        String type = fields.text("type");
        ref = fields.optionalText("ref")
                .filter(given -> given.length() <= MAX_REF)
                .orElse(null);
        Frame frame = switch (type) {
            case "message.post" -> post(fields);
            case "message.edit" ->
                new Frame.Edit(
                        fields.id("messageId"),
                        fields.text("text"),
                        fields.optionalCount("change").orElse(null));
            case "message.delete" ->
                new Frame.Delete(
                        fields.id("messageId"), fields.optionalCount("change").orElse(null));
            case "room.changes" -> new Frame.Changes(fields.id("roomId"), fields.count("after"));
            case "room.read" -> new Frame.Read(fields.id("roomId"), fields.count("seq"));
            case "typing.start" -> new Frame.TypingStart(fields.id("roomId"));
            case "presence.watch" -> new Frame.Watch(fields.ids("userIds", MAX_WATCHED));
            case "ping" -> new Frame.Ping();
            default ->
                throw Invalid.field("type", "unknown_type", "This type of frame is not known; see the protocol.");
        };
        fields.rejectUnknown();
        return frame;
    }

    private Frame post(JsonFields fields) {
        UUID id = fields.id("clientId");
        clientId = id;
        return new Frame.Post(new NewMessage(
                id,
                fields.optionalId("roomId").orElse(null),
                fields.optionalText("to").orElse(null),
                fields.text("text"),
                fields.optionalId("replyTo").orElse(null)));
    }
}
