package org.chatboard.live.frame;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.chatboard.messages.ChangesPage;
import org.chatboard.messages.MessageJson;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.RoomSummary;
import org.chatboard.platform.ChatBoardException;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.request.HttpStatus;
import org.chatboard.presence.PersonPresence;
import org.chatboard.presence.PresenceChanged;
import org.chatboard.presence.PresenceState;
import org.chatboard.users.Caller;
import org.chatboard.users.UserView;
import org.chatboard.users.profile.Picture;
import org.chatboard.users.profile.Profile;
import org.jspecify.annotations.Nullable;

/** Writes the frames of the server. */
public final class Frames {

    // The static methods of Json look the provider up on each call; the factory does it once.
    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    private static final UUID NOBODY = new UUID(0, 0);

    private Frames() {}

    /** The greeting: who the client is and the state of its rooms. */
    public static String hello(
            UUID connectionId,
            Caller caller,
            String displayName,
            Instant now,
            long heartbeatSeconds,
            List<RoomSummary> rooms,
            Map<UUID, PersonPresence> presence) {
        return frame("hello", json -> {
            json.write("connectionId", connectionId.toString());
            user(json, caller.id(), caller.username(), displayName);
            json.write("serverTime", now.toString())
                    .write("heartbeat", heartbeatSeconds)
                    .writeStartArray("rooms");
            rooms.forEach(room -> MessageJson.write(json, null, room, caller.id()));
            json.writeEnd().writeStartArray("presence");
            presence.forEach((userId, seen) -> {
                if (seen.state() != PresenceState.OFFLINE) {
                    json.writeStartObject().write("userId", userId.toString());
                    presence(json, seen.state(), seen.text());
                    json.writeEnd();
                }
            });
            json.writeEnd();
        });
    }

    /** A new colleague has an account. */
    public static String registered(UserView user) {
        return frame("user.registered", json -> user(json, user.id(), user.username(), user.displayName()));
    }

    /** Somebody shows something else of themselves; all of it as it is now. */
    public static String changed(Profile profile) {
        return frame("user.changed", json -> {
            UserView user = profile.user();
            json.writeStartObject("user")
                    .write("id", user.id().toString())
                    .write("username", user.username())
                    .write("name", user.displayName())
                    .write("title", profile.title())
                    .write("department", profile.department());
            if (!profile.avatar().isEmpty()) {
                json.write("avatar", Picture.address(user.username(), profile.avatar()));
            }
            json.writeEnd();
        });
    }

    /** The name, the topic or the people of a room have changed; the room as one of its members sees it. */
    public static String changed(RoomSummary room, UUID viewerId) {
        return frame("room.changed", json -> MessageJson.write(json, "room", room, viewerId));
    }

    /** The reader is no member any more. */
    public static String closed(UUID roomId) {
        return frame("room.closed", json -> json.write("roomId", roomId.toString()));
    }

    /** A room came into being, or the reader came into it; the room as the reader sees it. */
    public static String opened(RoomSummary room, UUID viewerId) {
        return frame("room.opened", json -> MessageJson.write(json, "room", room, viewerId));
    }

    /** A new message as everybody but its sender gets it. */
    public static String posted(MessageView message) {
        return frame("message.posted", json -> {
            json.write("roomId", message.roomId().toString());
            MessageJson.write(json, "message", message, NOBODY);
        });
    }

    /**
     * A new message as its sender gets it, made from what the others get: the writing of JSON is what costs, and for most
     * messages it is needed in both forms.
     */
    public static String acknowledged(String posted, MessageView message, boolean replayed) {
        String clientId = ",\"clientId\":\"" + message.clientId() + "\"";
        return posted.substring(0, posted.length() - 2)
                + clientId
                + '}'
                + clientId
                + (replayed ? ",\"replayed\":true}" : "}");
    }

    /** A message that was edited or withdrawn, as somebody other than its author gets it. */
    public static String changed(MessageView message) {
        return changed(message, NOBODY);
    }

    /** A message that was edited or withdrawn, or is like that already. */
    public static String changed(MessageView message, UUID viewerId) {
        return frame("message.changed", json -> {
            json.write("roomId", message.roomId().toString());
            MessageJson.write(json, "message", message, viewerId);
        });
    }

    /** A page of what changed in a room. */
    public static String changes(UUID roomId, ChangesPage page, UUID viewerId) {
        return frame("room.changes", json -> {
            json.write("roomId", roomId.toString());
            MessageJson.write(json, "messages", page.messages(), viewerId);
            json.write("upTo", page.upTo()).write("more", page.more());
        });
    }

    /** A member has read up to a message. */
    public static String read(UUID roomId, UUID userId, long seq) {
        return frame(
                "room.read",
                json -> json.write("roomId", roomId.toString())
                        .write("userId", userId.toString())
                        .write("seq", seq));
    }

    /** Somebody is typing. */
    public static String typing(UUID roomId, UUID userId) {
        return frame("typing", json -> json.write("roomId", roomId.toString()).write("userId", userId.toString()));
    }

    /** Somebody came or went. */
    public static String presence(PresenceChanged change) {
        return frame("presence.changed", json -> {
            json.write("userId", change.userId().toString());
            presence(json, change.state(), change.text());
            if (change.lastSeenAt() != null) {
                json.write("lastSeenAt", change.lastSeenAt().toString());
            }
        });
    }

    private static void presence(JsonGenerator json, PresenceState state, @Nullable String text) {
        json.write("state", state.wireName());
        if (text != null) {
            json.write("text", text);
        }
    }

    /** The answer to a ping. */
    public static String pong() {
        return "{\"type\":\"pong\"}";
    }

    /** Something cannot be done; {@code ref} and {@code clientId} say what. */
    public static String error(@Nullable String ref, @Nullable UUID clientId, ChatBoardException reason) {
        return encodable(frame("error", json -> {
            if (ref != null) {
                json.write("ref", ref);
            }
            if (clientId != null) {
                json.write("clientId", clientId.toString());
            }
            json.write("code", reason.code()).write("detail", reason.detail());
            HttpStatus.retryAfter(reason).ifPresent(wait -> json.write("retryAfter", wait.toSeconds()));
            if (reason instanceof Invalid invalid && !invalid.errors().isEmpty()) {
                json.writeStartArray("errors");
                for (FieldError error : invalid.errors()) {
                    json.writeStartObject()
                            .write("field", error.field())
                            .write("code", error.code())
                            .writeEnd();
                }
                json.writeEnd();
            }
        }));
    }

    /** What the original's socket sends to both sides. */
    public static String seed(MessageView message) {
        return write(json -> json.write("message", message.text())
                .write("sender", message.sender())
                .write("timestamp", message.createdAt().toString())
                .write("id", message.id().toString()));
    }

    /** What the original's socket answers when something is wrong. */
    public static String seedError(ChatBoardException reason) {
        return encodable(write(json -> json.write("error", reason.code()).write("detail", reason.detail())));
    }

    /**
     * Errors repeat what the client said, and that may have half a character in it: the container cannot send such a text,
     * says nothing about it, and nothing goes out on that connection any more.
     */
    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static void user(JsonGenerator json, UUID id, String username, String name) {
        json.writeStartObject("user")
                .write("id", id.toString())
                .write("username", username)
                .write("name", name)
                .writeEnd();
    }

    private static String frame(String type, Consumer<JsonGenerator> fields) {
        return write(json -> fields.accept(json.write("type", type)));
    }

    private static String write(Consumer<JsonGenerator> fields) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = GENERATORS.createGenerator(text)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEnd();
        }
        return text.toString();
    }
}
