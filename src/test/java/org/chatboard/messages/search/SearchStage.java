package org.chatboard.messages.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.chatboard.messages.search.SearchCases.Place;
import org.chatboard.messages.search.SearchCases.Said;
import org.chatboard.rooms.RoomService;
import org.chatboard.users.Caller;
import org.chatboard.users.NewUser;
import org.chatboard.users.Role;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/** Puts the people, rooms and messages of {@link SearchCases} into a database, under names that nobody else has. */
final class SearchStage {

    final String suffix = "-" + UUID.randomUUID().toString().substring(0, 12);

    private final DataSource database;
    private final UserService users;
    private final RoomService rooms;
    private final Map<String, Caller> cast = new HashMap<>();
    private final Map<Place, UUID> places = new EnumMap<>(Place.class);
    private final Map<Place, Long> lastSeq = new EnumMap<>(Place.class);
    private final Map<String, UUID> ids = new HashMap<>();

    SearchStage(DataSource database, UserService users, RoomService rooms) {
        this.database = database;
        this.users = users;
        this.rooms = rooms;
    }

    /** Everything is said as it was at first, and Anna leaves a room. */
    void talk() throws SQLException {
        List.of("anna", "ben", "carla").forEach(name -> cast.put(name, register(name + suffix, name)));
        places.put(Place.BEN, rooms.direct(caller("anna"), "ben" + suffix));
        places.put(Place.CARLA, rooms.direct(caller("anna"), "carla" + suffix));
        places.put(Place.FOREIGN, rooms.direct(caller("ben"), "carla" + suffix));
        places.put(Place.TRAIN, room("CLOSED", "Release Train", "anna", "ben", "carla"));
        places.put(Place.OPEN, room("OPEN", "Café München", "anna", "ben"));
        places.put(Place.LEFT, room("CLOSED", "Secret Garden", "anna", "ben", "carla"));
        List<Said> said = SearchCases.said();
        for (int i = 0; i < said.size(); i++) {
            say(
                    said.get(i).key(),
                    said.get(i).place(),
                    said.get(i).sender(),
                    said.get(i).text(),
                    i);
        }
        update(
                "delete from memberships where room_id = ? and user_id = ?",
                place(Place.LEFT),
                caller("anna").id());
        update("update messages set body = 'Before oldword' where id = ?", id("edited"));
    }

    /** A message is edited, another withdrawn, and Anna has read a room up to one before the last three. */
    void changeTheirMinds() throws SQLException {
        long change = lastSeq.getOrDefault(Place.TRAIN, 0L);
        update(
                "update messages set body = 'Thereafter newword', change = ?, edited_at = created_at where id = ?",
                change + 1,
                id("edited"));
        update("update messages set change = ?, deleted_at = created_at where id = ?", change + 2, id("withdrawn"));
        update("update rooms set last_change = ? where id = ?", change + 2, place(Place.TRAIN));
        update(
                "update memberships set last_read_seq = (select seq - 1 from messages where id = ?)"
                        + " where room_id = ? and user_id = ?",
                id("pair"),
                place(Place.TRAIN),
                caller("anna").id());
    }

    void say(String key, Place place, String sender, String text, int n) throws SQLException {
        UUID id = UUID.randomUUID();
        long seq = lastSeq.merge(place, 1L, Long::sum);
        update(
                "insert into messages (id, room_id, seq, change, sender_id, client_id, body, created_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                place(place),
                seq,
                seq,
                caller(sender).id(),
                UUID.randomUUID(),
                text,
                (key.startsWith("often") ? Instant.parse("2026-05-01T00:00:00Z").plusSeconds(n) : SearchCases.at(n))
                        .atOffset(ZoneOffset.UTC));
        update("update rooms set last_seq = ?, last_change = ? where id = ?", seq, seq, place(place));
        ids.put(key, id);
    }

    private UUID room(String kind, String name, String... members) throws SQLException {
        UUID id = UUID.randomUUID();
        update(
                "insert into rooms (id, kind, name, first_seq, last_seq, last_change, created_at)"
                        + " values (?, ?, ?, 1, 0, 0, ?)",
                id,
                kind,
                name,
                OffsetDateTime.now(ZoneOffset.UTC));
        for (String member : members) {
            update(
                    "insert into memberships (room_id, user_id, role, last_read_seq, joined_at_seq, notify, joined_at)"
                            + " values (?, ?, 'MEMBER', 0, 0, 'ALL', ?)",
                    id,
                    caller(member).id(),
                    OffsetDateTime.now(ZoneOffset.UTC));
        }
        return id;
    }

    private void update(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private Caller register(String username, String firstName) {
        UserView user = users.registerTeam(List.of(new NewUser(
                        username, username + "@example.org", firstName, "of " + username, "correct horse battery")))
                .get(0);
        return new Caller(user.id(), user.username(), Set.of(Role.USER));
    }

    Caller caller(String name) {
        return cast.getOrDefault(name, new Caller(new UUID(0, 0), "nobody", Set.of()));
    }

    UUID place(Place place) {
        return places.getOrDefault(place, new UUID(0, 0));
    }

    UUID id(String key) {
        return ids.getOrDefault(key, new UUID(0, 0));
    }

    /** The ids of all rooms. */
    Object[] placeIds() {
        return places.values().toArray();
    }

    /** What a message of the fixture is called. */
    String key(UUID id) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("?");
    }
}
