package org.chatboard.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The people of the benchmark, their sign-ins, rooms and past messages, put into the database at once: signing thousands
 * of people up through the pages would measure PBKDF2. Person n has the sign-in cookie {@link #cookie}.
 */
final class Cast {

    private static final int TOKEN_LENGTH = 43;

    private static final String FIRST_NAMES =
            "Anna Ben Carla David Eva Felix Greta Hannes Ida Jonas Karl Lena Mara Nils"
                    + " Olga Paul Quirin Rosa Sven Tilda Ulrich Vera Willem Xenia Yusuf Zora Aisha Boris Chloe Dmitri";

    private static final String SYLLABLES = "ber hof man ler sen kov ras ti no la mi ko ven dor gan pel rin sti";

    private final Connection database;
    private final int first;
    private final int talkers;
    private final int contacts;
    private final int strangers;

    /**
     * A cast without further people.
     *
     * @param talkers how many people talk in pairs, 1 with 2, 3 with 4 and so on
     * @param contacts how many rooms the person with many rooms has
     */
    Cast(Connection database, int talkers, int contacts) {
        this(database, 0, talkers, contacts, 0);
    }

    /**
     * A cast beside others in the same database.
     *
     * @param first where the numbers of these people begin: their person 1 is number {@code first + 1} of all
     * @param talkers how many people talk in pairs, 1 with 2, 3 with 4 and so on
     * @param contacts how many rooms the person with many rooms has
     * @param strangers how many more people there are, who never signed in
     */
    Cast(Connection database, int first, int talkers, int contacts, int strangers) {
        this.database = database;
        this.first = first;
        this.strangers = strangers;
        this.talkers = talkers;
        this.contacts = contacts;
    }

    /** The cookie of a person who is signed in; those of a cast are {@code first + 1} to {@code first + talkers}. */
    static String cookie(int person) {
        String number = String.valueOf(person);
        return "CHATBOARD=" + "0".repeat(TOKEN_LENGTH - number.length()) + number;
    }

    /** The cookie of the person with many rooms, the first of which is long. */
    String busyCookie() {
        return cookie(first + talkers + 1);
    }

    /** The user name of the one with whom the person with many rooms has the long room. */
    String longRoomMate() {
        return "bench" + (first + talkers + 2);
    }

    /**
     * Fills the database.
     *
     * @param messages how many messages the long room has
     */
    void prepare(int messages) throws SQLException {
        int known = talkers + 1 + contacts;
        try (Statement sql = database.createStatement()) {
            sql.execute("drop table if exists bench_people, bench_rooms, bench_groups");
            sql.execute("create table bench_people as select i as n, " + first
                    + " + i as number, gen_random_uuid() as id,"
                    + " (string_to_array('" + FIRST_NAMES + "', ' '))[1 + i % 30] as first_name,"
                    + " initcap(" + syllable("i / 30") + " || " + syllable("i / 540") + " || " + syllable("i / 9720")
                    + ") as last_name from generate_series(1, " + (known + strangers) + ") i");
            sql.execute(
                    "insert into users (id, username, email, first_name, last_name, search_name, is_active, is_staff,"
                            + " created_at) select id, 'bench' || number, 'bench' || number || '@example.org', first_name, last_name,"
                            + " lower(first_name || ' ' || last_name || ' bench' || number), true, false, now() from bench_people");
            sql.execute("insert into user_profiles (user_id, status, created_at, updated_at)"
                    + " select id, 'ONLINE', now(), now() from bench_people");
            sql.execute(
                    "insert into login_sessions (id, user_id, token_hash, address, user_agent, created_at, last_seen_at)"
                            + " select gen_random_uuid(), id, encode(sha256(lpad(number::text, " + TOKEN_LENGTH
                            + ", '0')::bytea), 'hex'),"
                            + " '127.0.0.1', 'benchmark', now(), now() from bench_people where n <= " + known);
            sql.execute(
                    "create table bench_rooms as select a.n as n, gen_random_uuid() as id, a.id as one, b.id as other"
                            + " from bench_people a join bench_people b on b.n = a.n + 1 where a.n <= " + talkers
                            + " and a.n % 2 = 1 union all select b.n, gen_random_uuid(), a.id, b.id from bench_people a"
                            + " join bench_people b on b.n > a.n and b.n <= " + known + " where a.n = "
                            + (talkers + 1));
            String last = "case when n <= " + talkers + " then 0 when n = " + (talkers + 2) + " then " + messages
                    + " else 1 end";
            sql.execute("insert into rooms (id, kind, direct_key, first_seq, last_seq, last_change, created_at)"
                    + " select id, 'DIRECT', least(one::text, other::text) || ':' || greatest(one::text, other::text),"
                    + " 1, " + last + ", " + last + ", now() from bench_rooms");
            for (String side : List.of("one", "other")) {
                sql.execute("insert into memberships (room_id, user_id, role, last_read_seq, joined_at_seq, notify,"
                        + " joined_at) select id, " + side + ", 'MEMBER', 0, 0, 'ALL', now() from bench_rooms");
            }
            sql.execute("insert into messages (id, room_id, seq, change, sender_id, client_id, body, created_at)"
                    + " select gen_random_uuid(), id, s, s, case when s % 2 = 0 then one else other end,"
                    + " gen_random_uuid(), 'Message ' || s || repeat(' of many', 11), now() - interval '1 second' * ("
                    + messages
                    + " - s) from bench_rooms cross join lateral generate_series(1, " + last + ") s");
            sql.execute("vacuum analyze");
        }
    }

    private static String syllable(String number) {
        return "(string_to_array('" + SYLLABLES + "', ' '))[1 + (" + number + ") % 18]";
    }

    /** Makes rooms of so many people each, the first room with the first people and so on, and returns their ids. */
    List<String> roomsOf(int size) throws SQLException {
        try (Statement sql = database.createStatement()) {
            sql.execute("create table bench_groups as select n, gen_random_uuid() as id from generate_series(0, "
                    + (talkers / size - 1) + ") n");
            sql.execute("insert into rooms (id, kind, name, first_seq, last_seq, last_change, created_at)"
                    + " select id, 'CLOSED', 'Room ' || n, 1, 0, 0, now() from bench_groups");
            sql.execute("insert into memberships (room_id, user_id, role, last_read_seq, joined_at_seq, notify,"
                    + " joined_at) select g.id, p.id, 'MEMBER', 0, 0, 'ALL', now() from bench_groups g"
                    + " join bench_people p on p.n <= " + talkers + " and (p.n - 1) / " + size + " = g.n");
            sql.execute("update rooms set member_count = " + size + " where kind = 'CLOSED'");
            sql.execute("vacuum analyze");
        }
        return ids("select id from bench_groups order by n");
    }

    /** The ids of the rooms of the pairs. */
    List<String> rooms() throws SQLException {
        return ids("select id from bench_rooms where n <= " + talkers + " order by n");
    }

    /** The id of the long room. */
    String longRoom() throws SQLException {
        return ids("select id from bench_rooms where n = " + (talkers + 2)).get(0);
    }

    private List<String> ids(String query) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (Statement sql = database.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }
}
