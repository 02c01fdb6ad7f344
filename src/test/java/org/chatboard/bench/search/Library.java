package org.chatboard.bench.search;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * People, rooms and many messages in something like a language: 20,000 words of syllables, the n-th of which is said 1/n
 * as often as the first, as in every language (Zipf). One person is in most of the rooms; all of it is the same in each run.
 */
final class Library {

    /** Words before this are said all the time, words behind {@link #RARE} hardly ever. */
    static final int FREQUENT = 20;

    static final int RARE = 15_000;
    static final int ROOMS = 300;

    /** Rooms from here on are not the reader's; there they talk about something of their own. */
    static final int FOREIGN = 280;

    private static final int WORDS = 20_000;
    private static final int PEOPLE = 50;
    private static final long SECONDS_APART = 20;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String FOREIGN_WORD = "zentralkomitee";

    private static final String[] SYLLABLES =
            ("an be ko re sti lo mer ti du pa sch en ra fi gu wo ne ka tor li ung hei keit ver ge auf aus ein mit bar"
                            + " sam los zu vor nach bei mo da su ho ja le ni to ma vi")
                    .split(" ");

    private final Random random = new Random(7);
    private final List<String> words = new ArrayList<>();
    private final double[] upTo = new double[WORDS];
    private final List<UUID> people = new ArrayList<>();
    private final List<UUID> rooms = new ArrayList<>();
    private final List<String> phrases = new ArrayList<>();

    Library() {
        Set<String> known = new HashSet<>();
        double sum = 0;
        while (words.size() < WORDS) {
            StringBuilder word = new StringBuilder();
            for (int i = random.nextInt(1, words.size() < 100 ? 3 : 5); i > 0; i--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            if (known.add(word.toString())) {
                sum += 1.0 / (words.size() + 1);
                upTo[words.size()] = sum;
                words.add(word.toString());
            }
        }
        for (int i = 0; i < PEOPLE; i++) {
            people.add(new UUID(random.nextLong(), random.nextLong()));
        }
        for (int i = 0; i < ROOMS; i++) {
            rooms.add(new UUID(random.nextLong(), random.nextLong()));
        }
    }

    /** The cookie of the one who searches. */
    static String cookie() {
        return "CHATBOARD=" + "s".repeat(43);
    }

    /** A word of a rank from one on and before another. */
    String word(int from, int to) {
        return words.get(random.nextInt(from, to));
    }

    /** Two words that somebody said behind each other. */
    String phrase() {
        return phrases.get(random.nextInt(phrases.size()));
    }

    /** Said a lot, but nowhere where the reader is. */
    static String foreignWord() {
        return FOREIGN_WORD;
    }

    static String username(int n) {
        return "reader" + n;
    }

    void fill(Connection database, int messages) throws SQLException, IOException {
        for (int i = 0; i < PEOPLE; i++) {
            run(
                    database,
                    "insert into users (id, username, email, first_name, last_name, search_name, is_active, is_staff,"
                            + " created_at) values (?, ?, ?, 'Reader', ?, ?, true, false, now())",
                    people.get(i),
                    username(i),
                    username(i) + "@example.org",
                    "No " + i,
                    "reader no " + i + " " + username(i));
            run(
                    database,
                    "insert into user_profiles (user_id, status, created_at, updated_at) values (?, 'ONLINE', now(), now())",
                    people.get(i));
        }
        run(
                database,
                "insert into login_sessions (id, user_id, token_hash, address, user_agent, created_at, last_seen_at)"
                        + " values (gen_random_uuid(), ?, encode(sha256(repeat('s', 43)::bytea), 'hex'), '127.0.0.1',"
                        + " 'benchmark', now(), now())",
                people.get(0));
        long[] last = copy(database, messages);
        for (int room = 0; room < ROOMS; room++) {
            run(
                    database,
                    "update rooms set last_seq = ?, last_change = ? where id = ?",
                    last[room],
                    last[room],
                    rooms.get(room));
        }
        run(database, "analyze");
    }

    private long[] copy(Connection database, int messages) throws SQLException, IOException {
        for (int room = 0; room < ROOMS; room++) {
            run(
                    database,
                    "insert into rooms (id, kind, name, first_seq, last_seq, last_change, created_at)"
                            + " values (?, 'CLOSED', ?, 1, 0, 0, now())",
                    rooms.get(room),
                    "Library " + room);
            for (int person = room < FOREIGN ? 0 : 1; person < PEOPLE; person += room < FOREIGN ? 1 : 2) {
                run(
                        database,
                        "insert into memberships (room_id, user_id, role, last_read_seq, joined_at_seq, notify, joined_at)"
                                + " values (?, ?, 'MEMBER', 0, 0, 'ALL', now())",
                        rooms.get(room),
                        people.get(person));
            }
        }
        long[] last = new long[ROOMS];
        CopyIn copy = database.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy messages (id, room_id, seq, change, sender_id, client_id, body, created_at) from stdin");
        for (int i = 0; i < messages; i++) {
            // The first rooms are the busiest.
            int room = (int) (Math.pow(random.nextDouble(), 3) * ROOMS);
            long seq = ++last[room];
            String line = String.join(
                            "\t",
                            new UUID(random.nextLong(), random.nextLong()).toString(),
                            rooms.get(room).toString(),
                            String.valueOf(seq),
                            String.valueOf(seq),
                            people.get(random.nextInt(PEOPLE)).toString(),
                            new UUID(random.nextLong(), random.nextLong()).toString(),
                            text(i, room),
                            START.plusSeconds(i * SECONDS_APART).toString())
                    + "\n";
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            copy.writeToCopy(bytes, 0, bytes.length);
        }
        copy.endCopy();
        return last;
    }

    private String text(int n, int room) {
        StringBuilder text = new StringBuilder();
        String before = "";
        for (int i = (int) Math.min(60, 3 - Math.log(1 - random.nextDouble()) * 12); i > 0; i--) {
            String word = word();
            if (n % 500 == 0 && i == 1) {
                phrases.add(before + " " + word);
            }
            text.append(word).append(' ');
            before = word;
        }
        if (n % 1_000 == 0) {
            text.append("JIRA-").append(n / 1_000).append(' ');
        }
        if (n % 50_000 == 49_999) {
            text.append("maxquit ");
        }
        if (room >= FOREIGN) {
            text.append(FOREIGN_WORD).append(' ');
        }
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        text.setCharAt(text.length() - 1, '.');
        return text.toString();
    }

    private String word() {
        double at = random.nextDouble() * upTo[WORDS - 1];
        int low = 0;
        int high = WORDS - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (upTo[middle] < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return words.get(low);
    }

    /** How many messages the index of this database has not seen. */
    static long unseen(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(
                        "select coalesce(sum(r.last_change - coalesce(p.indexed_change, 0)), 0) from rooms r"
                                + " left join search_progress p on p.room_id = r.id")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void run(Connection database, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
