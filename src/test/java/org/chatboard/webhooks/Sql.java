package org.chatboard.webhooks;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Statements past ChatBoard, for what no door does: rooms as they may be, time that has passed. */
public final class Sql {

    private static final String NAME = "sql-door";

    private static boolean isOpen;

    private Sql() {}

    /** Runs a statement and gives the first column of what it finds. */
    public static synchronized List<String> run(String sql) {
        if (!isOpen) {
            open();
            isOpen = true;
        }
        URI address = ChatServer.shared().url("/").resolve("/" + NAME + "/");
        HttpResponse<String> answer =
                new Visitor().send(HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(sql)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(sql + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().lines().toList();
    }

    /** Makes a room with its owner; {@code kind} is CLOSED or OPEN. */
    public static UUID room(String kind, Person owner) {
        UUID id = UUID.randomUUID();
        run("insert into rooms (id, kind, name, first_seq, last_seq, last_change, created_at) values ('" + id + "', '"
                + kind + "', 'Build', 1, 0, 0, current_timestamp)");
        join(id, owner, "OWNER");
        return id;
    }

    /** Takes somebody into a room. */
    public static void join(UUID room, Person person, String role) {
        run(
                "insert into memberships (room_id, user_id, role, last_read_seq, joined_at_seq, notify, joined_at) values ('"
                        + room + "', '" + person.id() + "', '" + role + "', 0, 0, 'ALL', current_timestamp)");
    }

    /** Makes an administrator of somebody who is going to sign in. */
    public static void promote(Person person) {
        run("update users set is_staff = true where username = '" + person.username() + "'");
    }

    private static void open() {
        Path war = ChatServer.shared().home().resolve(NAME + ".war");
        ShrinkWrap.create(WebArchive.class, NAME + ".war")
                .addClass(SqlServlet.class)
                .as(ZipExporter.class)
                .exportTo(war.toFile(), true);
        ChatServer.shared()
                .script(
                        "asadmin",
                        "deploy",
                        "--force=true",
                        "--name",
                        NAME,
                        "--contextroot",
                        NAME,
                        "--virtualservers",
                        "server",
                        war.toString())
                .expectSuccess();
    }
}
