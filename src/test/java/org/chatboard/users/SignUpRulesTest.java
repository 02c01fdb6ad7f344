package org.chatboard.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.chatboard.platform.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpRulesTest {

    private static final String GOOD_PASSWORD = "kites over the harbour";

    private final SignUpRules rules =
            new SignUpRules(8, false, Set.of("password1", "iloveyou")::contains, "Stolen 42 of them"::equals);

    @Test
    void aGoodAccountPasses() {
        assertThat(rules.check(new NewUser("anna.b-1_x", "anna@example.org", "Anna", "Bell", GOOD_PASSWORD)))
                .isEmpty();
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThat(rules.check(new NewUser(" ", "", "\t", "", "")))
                .containsExactly(
                        new FieldError("username", "required"),
                        new FieldError("email", "required"),
                        new FieldError("firstName", "required"),
                        new FieldError("lastName", "required"),
                        new FieldError("password", "required"));
    }

    @ParameterizedTest
    @CsvSource({
        "ab, invalid_username",
        "a23456789012345678901234567890x, invalid_username",
        "anna bell, invalid_username",
        "änna, invalid_username",
        "an/na, invalid_username",
        "anna@x, invalid_username",
        "Admin, reserved",
        "me, reserved",
        "ChatBoard, reserved",
    })
    void badUserNames(String username, String code) {
        assertThat(rules.check(new NewUser(username, "anna@example.org", "Anna", "Bell", GOOD_PASSWORD)))
                .containsExactly(new FieldError("username", code));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a23456789012345678901234567890", "...", "0_o", "ANNA"})
    void goodUserNames(String username) {
        assertThat(rules.check(new NewUser(username, "anna@example.org", "Anna", "Bell", GOOD_PASSWORD)))
                .isEmpty();
    }

    @Test
    void administratorsMayTakeReservedNames() {
        assertThat(new SignUpRules(8, true, password -> false, password -> false)
                        .check(new NewUser("admin", "admin@localhost", "Ida", "Berg", GOOD_PASSWORD)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@b",
                "Anna.Bell+chat@Example.ORG",
                "o'neil@sub.example.co.uk",
                "用户@例子.广告",
                "x@localhost",
                "a-b@x-y.example"
            })
    void goodAddresses(String email) {
        assertThat(rules.check(new NewUser("anna", email, "Anna", "Bell", GOOD_PASSWORD)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna",
                "@example.org",
                "anna@",
                "an na@example.org",
                "anna@exa mple.org",
                "anna@@example.org",
                "anna@-example.org",
                "anna@example-.org",
                "anna@example..org",
                ".anna@example.org",
                "an..na@example.org",
                "anna.@example.org",
                "anna@example.org\nBcc: x@y",
                "\"anna\"@example.org",
                "a1234567890123456789012345678901234567890123456789012345678901234@example.org"
            })
    void badAddresses(String email) {
        assertThat(rules.check(new NewUser("anna", email, "Anna", "Bell", GOOD_PASSWORD)))
                .containsExactly(new FieldError("email", "invalid_email"));
    }

    @Test
    void anAddressHasAtMost254Characters() {
        String longest = "a@" + "b".repeat(60) + ("." + "c".repeat(47)).repeat(4);

        assertThat(longest).hasSize(254);
        assertThat(rules.check(new NewUser("anna", longest, "Anna", "Bell", GOOD_PASSWORD)))
                .isEmpty();
        assertThat(rules.check(new NewUser("anna", longest + "c", "Anna", "Bell", GOOD_PASSWORD)))
                .containsExactly(new FieldError("email", "too_long"));
    }

    @Test
    void namesMayBeOfAnyScriptButHaveNoControls() {
        assertThat(rules.check(new NewUser("anna", "a@b", "محمد", "O’Brien-李 🙂", GOOD_PASSWORD)))
                .isEmpty();
        assertThat(rules.check(new NewUser("anna", "a@b", "An\u0000na", "Be\u202Ell", GOOD_PASSWORD)))
                .containsExactly(
                        new FieldError("firstName", "invalid_characters"),
                        new FieldError("lastName", "invalid_characters"));
        assertThat(rules.check(new NewUser("anna", "a@b", "An\uD800na", "\u200B\u200B", GOOD_PASSWORD)))
                .containsExactly(
                        new FieldError("firstName", "invalid_characters"), new FieldError("lastName", "required"));
        assertThat(rules.check(new NewUser("anna", "a@b", "n".repeat(61), "n".repeat(60), GOOD_PASSWORD)))
                .containsExactly(new FieldError("firstName", "too_long"));
    }

    @ParameterizedTest
    @CsvSource({
        "1234567, too_short",
        "🙂🙂🙂🙂🙂🙂🙂, too_short",
        "PassWord1, common_password",
        "iloveyou, common_password",
        "Stolen 42 of them, breached_password",
        "Anna.Bell, same_as_name",
        "annabell, same_as_name",
        "bell anna, same_as_name",
        "anna99@example.org, same_as_name",
        "ANNABELL99, same_as_name",
    })
    void badPasswords(String password, String code) {
        assertThat(rules.check(new NewUser("annabell99", "anna99@example.org", "Anna", "Bell", password)))
                .containsExactly(new FieldError("password", code));
    }

    @Test
    void passwordsHaveUpTo128CharactersOfAnyKind() {
        assertThat(rules.check(new NewUser("anna", "a@b", "Anna", "Bell", "🙂".repeat(128))))
                .isEmpty();
        assertThat(rules.check(new NewUser("anna", "a@b", "Anna", "Bell", "x".repeat(129))))
                .containsExactly(new FieldError("password", "too_long"));
        assertThat(rules.check(new NewUser("anna", "a@b", "Anna", "Bell", "  two blanks  ")))
                .isEmpty();
    }
}
