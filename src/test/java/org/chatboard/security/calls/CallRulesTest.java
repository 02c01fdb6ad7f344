package org.chatboard.security.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatboard.security.ChatBoardPrincipal;
import org.chatboard.tokens.Scope;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallRulesTest {

    private static final Caller ANNA = new Caller(UUID.randomUUID(), "anna", Set.of(Role.USER));

    @ParameterizedTest
    @CsvSource({
        "GET,     /api/v1/users/me,        read,             ",
        "HEAD,    /api/v1/users/me,        read,             ",
        "OPTIONS, /api/v1/users/me,        read,             ",
        "GET,     /api/v1/users/me,        write,            read",
        "GET,     /api/v1/users/me,        admin,            read",
        "POST,    /api/v1/rooms/1/messages, read,            write",
        "POST,    /api/v1/rooms/1/messages, write,           ",
        "PUT,     /api/v1/rooms/1/read,    read,             write",
        "PATCH,   /api/v1/messages/1,      read,             write",
        "DELETE,  /api/v1/messages/1,      read,             write",
        "BREW,    /api/v1/messages/1,      read,             write",
        "GET,     /api/v1/admin,           read write,       admin",
        "GET,     /api/v1/admin/audit,     read write,       admin",
        "DELETE,  /api/v1/admin/users/1,   read write,       admin",
        "DELETE,  /api/v1/admin/users/1,   admin,            ",
        "GET,     /api/v1/administration,  read,             ",
        "GET,     /ws/chat,                read,             ",
        "GET,     /ws/chat,                write,            read",
        "GET,     /ws/chat/ben/,           read,             write",
        "GET,     /ws/chat/ben,            read write,       "
    })
    void aTokenNeedsTheScopeOfWhatItAsksFor(String method, String path, String scopes, String missing) {
        var refusal = CallRules.check(program(scopes), method, path, null);
        if (missing == null) {
            assertThat(refusal).isEmpty();
        } else {
            assertThat(refusal.orElseThrow().status()).isEqualTo(403);
            assertThat(refusal.orElseThrow().code()).isEqualTo("insufficient_scope");
            assertThat(refusal.orElseThrow().detail()).contains("scope " + missing);
            assertThat(refusal.orElseThrow().headers())
                    .containsEntry(
                            "WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + missing + "\"");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /api/v1/users/me, ,     true",
        "HEAD,   /api/v1/users/me, ,     true",
        "POST,   /api/v1/tokens,   ,     false",
        "POST,   /api/v1/tokens,   '',   false",
        "POST,   /api/v1/tokens,   ' ',  false",
        "POST,   /api/v1/tokens,   page, true",
        "PUT,    /api/v1/x,        ,     false",
        "PATCH,  /api/v1/x,        ,     false",
        "DELETE, /api/v1/x,        ,     false",
        "DELETE, /api/v1/x,        1,    true",
        "GET,    /ws/chat,         ,     true"
    })
    void theCookieAloneChangesNothing(String method, String path, String header, boolean passes) {
        var person = new ChatBoardPrincipal(ANNA, "Anna", UUID.randomUUID(), null);
        var refusal = CallRules.check(person, method, path, header);
        assertThat(refusal.isEmpty()).isEqualTo(passes);
        refusal.ifPresent(said -> assertThat(said.code()).isEqualTo("csrf_header_missing"));
    }

    private static ChatBoardPrincipal program(String scopes) {
        return new ChatBoardPrincipal(
                ANNA,
                "Anna",
                UUID.randomUUID(),
                Stream.of(scopes.split(" "))
                        .map(name -> Scope.of(name).orElseThrow())
                        .collect(Collectors.toSet()));
    }
}
