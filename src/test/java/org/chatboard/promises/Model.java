package org.chatboard.promises;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.jspecify.annotations.Nullable;

/**
 * All that a client knows who was greeted once and believes the frames from then on, by the rules of {@code protocol.md}.
 * Across its connections it keeps what was said and asks only for what it missed.
 */
final class Model implements AutoCloseable {

    /** Unread is counted among so many of the newest messages. */
    private static final long MAX_UNREAD = 1_000;

    private final Person person;
    private final Map<String, Room> rooms = new TreeMap<>();
    private final Map<String, String> presence = new TreeMap<>();
    private @Nullable ChatSocket socket;

    /** Rooms of which something was said before, or after, this client was in them. */
    private final Set<String> strays = new TreeSet<>();

    /** A room as this client knows it. */
    private static final class Room {
        private JsonObject told;
        private final Map<String, Long> readBy = new TreeMap<>();
        private final TreeMap<Long, JsonObject> messages = new TreeMap<>();
        private long knownUpTo;
        private long lastChange;

        /** Whether an answer is to come; one that was asked for before the room was left says nothing of what follows. */
        private boolean asked;

        Room(JsonObject told) {
            this.told = told;
        }
    }

    Model(Person person) {
        this.person = person;
    }

    Person person() {
        return person;
    }

    boolean isConnected() {
        return socket != null;
    }

    void connect() {
        ChatSocket opened = ChatSocket.open(person);
        socket = opened;
        greeted(opened.await("hello"));
    }

    /** Goes away without a word. */
    void cut() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    @Override
    public void close() {
        cut();
    }

    void send(String frame) {
        connection().send(frame);
    }

    List<String> roomIds() {
        return List.copyOf(rooms.keySet());
    }

    long lastSeq(String roomId) {
        Room room = rooms.get(roomId);
        return room == null || room.messages.isEmpty() ? 0 : room.messages.lastKey();
    }

    /** Messages of this person that this client knows of, whatever became of them. */
    List<JsonObject> own(String roomId) {
        Room room = rooms.get(roomId);
        String me = person.id().toString();
        return room == null
                ? List.of()
                : room.messages.values().stream()
                        .filter(message -> message.getString("senderId").equals(me))
                        .toList();
    }

    /** Takes what came, and asks for what is missing. */
    void absorb() {
        do {
            connection().drain().forEach(this::apply);
        } while (catchUp());
    }

    private ChatSocket connection() {
        if (socket == null) {
            throw new AssertionError("not connected");
        }
        return socket;
    }

    private boolean catchUp() {
        boolean asks = false;
        for (Map.Entry<String, Room> entry : rooms.entrySet()) {
            Room room = entry.getValue();
            if (room.knownUpTo < room.lastChange) {
                send("{\"type\":\"room.changes\",\"roomId\":\"" + entry.getKey() + "\",\"after\":" + room.knownUpTo
                        + "}");
                room.asked = true;
                asks = true;
            }
        }
        return asks;
    }

    private void apply(JsonObject frame) {
        switch (frame.getString("type")) {
            case "message.posted", "message.changed" ->
                touched(frame.getJsonObject("message"), frame.getBoolean("replayed", false));
            case "room.changes" -> changes(frame);
            case "room.opened", "room.changed" -> told(frame.getJsonObject("room"));
            case "room.closed" -> closed(frame.getString("roomId"));
            case "room.read" -> read(frame.getString("roomId"), frame.getString("userId"), number(frame, "seq"));
            case "presence.changed" -> presence(frame.getString("userId"), frame.getString("state"));
            default -> {
                // Typing, new colleagues and refusals leave no trace.
            }
        }
    }

    private void greeted(JsonObject hello) {
        List<JsonObject> all = hello.getJsonArray("rooms").getValuesAs(JsonObject.class);
        rooms.keySet().retainAll(all.stream().map(room -> room.getString("id")).toList());
        for (JsonObject told : all) {
            Room room = rooms.computeIfAbsent(told.getString("id"), id -> new Room(told));
            room.told = told;
            room.lastChange = number(told, "lastChange");
            room.readBy.clear();
            for (JsonObject member : told.getJsonArray("members").getValuesAs(JsonObject.class)) {
                room.readBy.put(member.getString("userId"), number(member, "lastReadSeq"));
            }
        }
        presence.clear();
        for (JsonObject present : hello.getJsonArray("presence").getValuesAs(JsonObject.class)) {
            presence.put(present.getString("userId"), present.getString("state"));
        }
    }

    /** Read positions never go back, and neither does what is known of the messages. */
    private void told(JsonObject told) {
        Room room = rooms.computeIfAbsent(told.getString("id"), id -> new Room(told));
        room.told = told;
        room.lastChange = Math.max(room.lastChange, number(told, "lastChange"));
        Map<String, Long> before = Map.copyOf(room.readBy);
        room.readBy.clear();
        for (JsonObject member : Told.members(told)) {
            String userId = member.getString("userId");
            room.readBy.put(userId, Math.max(number(member, "lastReadSeq"), before.getOrDefault(userId, 0L)));
        }
        presence.keySet().retainAll(people());
    }

    private void closed(String roomId) {
        rooms.remove(roomId);
        strays.remove(roomId);
        presence.keySet().retainAll(people());
    }

    private void presence(String userId, String state) {
        if (people().contains(userId)) {
            presence.put(userId, state);
        }
    }

    private Set<String> people() {
        return rooms.values().stream()
                .flatMap(room -> Told.members(room.told).stream())
                .map(member -> member.getString("userId"))
                .collect(Collectors.toSet());
    }

    private void touched(JsonObject message, boolean replayed) {
        Room room = rooms.get(message.getString("roomId"));
        if (room == null) {
            // Said before the greeting in a room that was left before it: that it is closed is still to come. The first
            // result of a clientId is told for ever, whatever became of the room.
            if (!replayed) {
                strays.add(message.getString("roomId"));
            }
            return;
        }
        put(room, message);
        long change = number(message, "change");
        room.lastChange = Math.max(room.lastChange, change);
        if (change == room.knownUpTo + 1) {
            room.knownUpTo = change;
        }
    }

    private void changes(JsonObject frame) {
        Room room = rooms.get(frame.getString("roomId"));
        if (room != null && room.asked) {
            room.asked = false;
            frame.getJsonArray("messages").getValuesAs(JsonObject.class).forEach(message -> put(room, message));
            room.knownUpTo = Math.max(room.knownUpTo, number(frame, "upTo"));
            room.lastChange = Math.max(room.lastChange, room.knownUpTo);
        }
    }

    private static void put(Room room, JsonObject message) {
        room.messages.merge(
                number(message, "seq"),
                message,
                (known, now) -> number(now, "change") > number(known, "change") ? now : known);
    }

    private void read(String roomId, String userId, long seq) {
        Room room = rooms.get(roomId);
        if (room != null) {
            room.readBy.merge(userId, seq, Math::max);
        }
    }

    /** What this client shows, in the form of {@link Told#fresh}. */
    JsonObject state() {
        JsonArrayBuilder all = Json.createArrayBuilder();
        rooms.forEach((id, room) -> all.add(state(room)));
        JsonObjectBuilder here = Json.createObjectBuilder();
        presence.forEach((userId, state) -> {
            if (!state.equals("offline")) {
                here.add(userId, state);
            }
        });
        JsonObjectBuilder state = Json.createObjectBuilder().add("rooms", all).add("presence", here);
        strays.forEach(roomId -> state.add("stray", roomId));
        return state.build();
    }

    private JsonObject state(Room room) {
        JsonArrayBuilder members = Json.createArrayBuilder();
        for (JsonObject member : Told.members(room.told)) {
            long read = room.readBy.getOrDefault(member.getString("userId"), number(member, "lastReadSeq"));
            members.add(Json.createObjectBuilder(member).add("lastReadSeq", read));
        }
        String me = person.id().toString();
        long lastSeq = room.messages.isEmpty() ? 0 : room.messages.lastKey();
        long mine = room.readBy.getOrDefault(me, 0L);
        long unread = room.messages.tailMap(Math.max(mine, lastSeq - MAX_UNREAD), false).values().stream()
                .filter(message -> !message.getString("senderId").equals(me) && !message.containsKey("deletedAt"))
                .count();
        JsonObjectBuilder state = Json.createObjectBuilder(room.told)
                .remove("lastMessage")
                .add("members", members)
                .add("lastSeq", lastSeq)
                .add("lastChange", room.lastChange)
                .add("lastReadSeq", mine)
                .add("unread", unread);
        if (!room.messages.isEmpty()) {
            state.add("lastMessage", room.messages.lastEntry().getValue());
        }
        return state.build();
    }

    private static long number(JsonObject object, String field) {
        return object.getJsonNumber(field).longValue();
    }

    /** Says something in a room, without waiting for an answer. */
    void post(String roomId, UUID clientId, String text) {
        send(org.chatboard.testing.Json.postIn(roomId, clientId, text));
    }
}
