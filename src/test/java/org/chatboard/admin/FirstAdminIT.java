package org.chatboard.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.chatboard.system.Texts;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The one-time link that makes the first administrator: it works once, so these tests need an order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstAdminIT {

    private static final Path TOKEN = ChatServer.shared().home().resolve("data/setup-token");

    private static final String VIEW_STATE = "jakarta.faces.ViewState";

    /**
     * Another test may have used the link: without its administrators the installation makes another at its next start. By
     * their names these tests are mostly the first of a run, and spare it that.
     */
    @BeforeAll
    static void nobodyRunsTheInstallation() {
        if (Files.notExists(TOKEN)) {
            Sql.run("update users set is_staff = false where is_staff");
            ChatServer.shared().kill9();
            ChatServer.shared().start();
        }
    }

    @Test
    @Order(1)
    void theTokenIsForTheOwnerOfTheServerOnly() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(TOKEN)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(TOKEN).strip()).hasSizeGreaterThanOrEqualTo(32);
    }

    @Test
    @Order(2)
    void aWrongTokenShowsNoForm() {
        ServerLog log = ServerLog.fromNow();
        HttpResponse<String> page = new Visitor().open("/setup?token=guessed");
        log.await("Refused to nobody from 127.0.0.1: GET /chatboard/setup (link_used)");
        assertThat(page.body()).contains(Texts.html(Texts.english("setup.invalid")));
        assertThat(page.body()).doesNotContain("form:password");
        assertThat(new Visitor().open("/setup").body()).doesNotContain("form:password");
    }

    @Test
    @Order(3)
    void aWrongTokenMakesNobodyAnAdministrator() {
        ServerLog log = ServerLog.fromNow();
        HttpResponse<String> answer = new Visitor()
                .postJson(
                        "/api/v1/setup",
                        "{\"token\":\"guessed\",\"username\":\"mallory\",\"email\":\"m@example.org\","
                                + "\"firstName\":\"M\",\"lastName\":\"M\",\"password\":\"a long enough secret\"}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Json.object(answer.body()).getString("code")).isEqualTo("not_found");
        log.await("Refused to nobody from 127.0.0.1: POST /chatboard/api/v1/setup (link_used)");
    }

    @Test
    @Order(4)
    void theLinkMakesIdaTheAdministratorOnce() throws IOException {
        String link = "/setup?token=" + Files.readString(TOKEN).strip();
        Person ida = Person.ida();
        HttpResponse<String> page = ida.open(link);
        Form form = ida.signUpForm(page);
        String state = form.value(VIEW_STATE);
        assertThat(ida.submit(page, form.set(VIEW_STATE, "1:1")).statusCode()).isEqualTo(303);
        assertThat(TOKEN).exists();
        HttpResponse<String> made = ida.submit(page, form.set(VIEW_STATE, state));
        assertThat(made.statusCode()).as(made.body()).isBetween(300, 399);

        ida.becameAdministrator().signIn();
        assertThat(ida.json("/api/v1/users/me").getJsonArray("roles").toString())
                .contains("admin");
        assertThat(TOKEN).doesNotExist();

        HttpResponse<String> again = ida.submit(page, form);
        assertThat(again.statusCode() / 100).isNotEqualTo(5);
        assertThat(new Visitor().open(link).body()).contains(Texts.html(Texts.english("setup.invalid")));
    }
}
