package org.chatboard.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.chatboard.testing.ChatSocket;
import org.chatboard.testing.Person;
import org.chatboard.testing.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** PostgreSQL's function that stores messages, asked for what ChatBoard brings about only by chance. */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "postgres")
class AppendMessagesIT {

    private static final String APPEND = """
            select seqs, changes from users u cross join lateral append_messages(
                array[gen_random_uuid(), gen_random_uuid(), gen_random_uuid()], array[?, ?, ?],
                array[-1, (select members_version from rooms where id = ?), (select members_version from rooms where id = ?)],
                array[u.id, u.id, u.id], array[gen_random_uuid(), gen_random_uuid(), gen_random_uuid()],
                array['left', 'behind it', 'stored']::varchar[], array[null, null, null]::uuid[], array[now(), now(), now()])
            where u.username = ?""";

    private final Person anna = Person.anna();
    private final Person ben = Person.ben();
    private final Person carla = Person.anna();

    /** A room may begin to take messages while the function is at work. */
    @Test
    void behindAMessageThatIsLeftNothingIsStoredInItsRoom() throws SQLException {
        anna.joins();
        ben.joins();
        carla.joins();
        try (ChatSocket socket = ChatSocket.greeted(anna)) {
            UUID room = UUID.fromString(socket.say(ben, "first").getString("roomId"));
            UUID other = UUID.fromString(socket.say(carla, "first").getString("roomId"));
            try (Connection connection = Postgres.shared().orElseThrow().connect();
                    PreparedStatement call = connection.prepareStatement(APPEND)) {
                Object[] values = {room, room, other, room, other, anna.username()};
                for (int i = 0; i < values.length; i++) {
                    call.setObject(i + 1, values[i]);
                }
                try (ResultSet row = call.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat((Long[]) row.getArray(1).getArray()).containsExactly(null, null, 2L);
                    assertThat((Long[]) row.getArray(2).getArray()).containsExactly(null, null, 2L);
                }
            }
            assertThat(socket.say(ben, "second").getInt("seq")).isEqualTo(2);
            assertThat(socket.say(carla, "third").getInt("seq")).isEqualTo(3);
        }
    }
}
