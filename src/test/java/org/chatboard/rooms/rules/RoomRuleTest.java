package org.chatboard.rooms.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chatboard.platform.Setting;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.rules.RoomRule.Unreadable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator types, and which groups it is about. */
class RoomRuleTest {

    private static RoomRule rule(String text) throws Unreadable {
        List<RoomRule> rules = RoomRule.parse(text);
        assertThat(rules).hasSize(1);
        return rules.get(0);
    }

    @Test
    void aRuleNamesAGroupARoomAndARole() throws Unreadable {
        RoomRule closed = rule("staff -> Whole  House");
        assertThat(closed.kind()).isEqualTo(RoomKind.CLOSED);
        assertThat(closed.room()).isEqualTo("Whole House");
        assertThat(closed.role()).isEqualTo(MemberRole.MEMBER);
        RoomRule open = rule("it->#IT:Moderator");
        assertThat(open.kind()).isEqualTo(RoomKind.OPEN);
        assertThat(open.room()).isEqualTo("IT");
        assertThat(open.role()).isEqualTo(MemberRole.MODERATOR);
        assertThat(rule("it -> Desk : owner").role()).isEqualTo(MemberRole.OWNER);
    }

    @Test
    void thereMayBeManyAndNone() throws Unreadable {
        assertThat(RoomRule.parse("")).isEmpty();
        assertThat(RoomRule.parse(" ; \n ")).isEmpty();
        assertThat(RoomRule.parse("a -> A; b -> B\nc -> C;"))
                .extracting(RoomRule::room)
                .containsExactly("A", "B", "C");
    }

    @Test
    void roomsThatNobodyCanTellApartAreOne() throws Unreadable {
        assertThat(rule("a -> #IT").key()).isEqualTo(rule("b -> #it").key());
        assertThat(rule("a -> #IT").key()).isNotEqualTo(rule("a -> IT").key());
    }

    @Test
    void aStarStandsForAnything() throws Unreadable {
        RoomRule all = rule("it-*-eu -> A");
        assertThat(all.isFor("IT-Ops-EU")).isTrue();
        assertThat(all.isFor("it--eu")).isTrue();
        assertThat(all.isFor("it-ops")).isFalse();
        assertThat(all.isFor("x-it-ops-eu")).isFalse();
        assertThat(rule("* -> A").isFor("whatever")).isTrue();
    }

    @Test
    void otherSignsStandForThemselves() throws Unreadable {
        RoomRule dotted = rule("a.b(c)|d -> A");
        assertThat(dotted.isFor("a.b(c)|d")).isTrue();
        assertThat(dotted.isFor("aXb(c)|d")).isFalse();
        assertThat(rule("a\\Eb -> A").isFor("a\\eb")).isTrue();
        assertThat(rule("/staff/berlin -> A").isFor("/staff/berlin")).isTrue();
    }

    @Test
    void distinguishedNamesMatchWhateverTheBlanks() throws Unreadable {
        RoomRule named = rule("cn=Sales, OU=Groups , dc = example,dc=org -> Sales");
        assertThat(named.isFor("CN=Sales,ou=Groups,dc=Example,dc=org")).isTrue();
        assertThat(named.isFor("cn=Sales,ou=Others,dc=example,dc=org")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "staff",
                "staff = Room",
                "staff ->",
                "-> Room",
                "a -> b -> c",
                "staff -> #",
                "staff -> :owner",
                "staff -> Room:boss",
                "staff -> Room:",
                "staff -> Ro\u202eom"
            })
    void whatIsSpoiltIsNamed(String text) {
        assertThatThrownBy(() -> RoomRule.parse("ok -> Fine;" + text))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(text.strip());
        assertThat(RoomRules.problems(text)).singleElement().asString().startsWith(Setting.GROUP_ROOMS.key());
    }

    @Test
    void aNameHasABound() {
        assertThat(RoomRules.problems("a -> " + "x".repeat(81)).toString()).contains("at most 80");
        String many = "a -> A;".repeat(1_001);
        assertThat(RoomRules.problems(many).toString()).contains("more than 1000");
        assertThat(RoomRules.problems("a -> A")).isEmpty();
    }
}
