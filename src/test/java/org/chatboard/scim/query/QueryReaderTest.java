package org.chatboard.scim.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.chatboard.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters and paths, good and bad. */
class QueryReaderTest {

    @Test
    void aFilterComparesTexts() {
        assertThat(QueryReader.filter("userName eq \"Anna@Example.com\""))
                .containsExactly(new Comparison("username", "Anna@Example.com"));
        assertThat(QueryReader.filter("  USERNAME   EQ \"a\" ")).containsExactly(new Comparison("username", "a"));
    }

    @Test
    void aTextIsWrittenAsInJson() {
        assertThat(QueryReader.filter("displayName eq \"say \\\"hi\\\" \\u00e9 ] and\""))
                .containsExactly(new Comparison("displayname", "say \"hi\" é ] and"));
    }

    @Test
    void comparisonsAreJoined() {
        assertThat(QueryReader.filter("id eq \"1\" and members eq \"2\" and active eq true"))
                .containsExactly(
                        new Comparison("id", "1"), new Comparison("members", "2"), new Comparison("active", true));
    }

    @Test
    void valuesAreFoundByTheirParts() {
        assertThat(QueryReader.filter("emails[type eq \"work\" and value eq \"a@b.c\"]"))
                .containsExactly(new Comparison("emails.type", "work"), new Comparison("emails.value", "a@b.c"));
        assertThat(QueryReader.filter("emails[type eq \"work\"].value eq \"a@b.c\" and id eq \"1\""))
                .containsExactly(
                        new Comparison("emails.type", "work"),
                        new Comparison("emails.value", "a@b.c"),
                        new Comparison("id", "1"));
    }

    @Test
    void theSchemaOfTheCoreMayStandInFront() {
        assertThat(QueryReader.filter("urn:ietf:params:scim:schemas:core:2.0:User:userName eq \"a\""))
                .containsExactly(new Comparison("username", "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userName",
                "userName eq",
                "userName eq anna",
                "userName eq \"anna",
                "userName eq \"anna\\",
                "userName eq \"anna\\\"",
                "userName eq \"\\x\"",
                "userName eq 'anna'",
                "userName eq 1.5",
                "userName eq 99999999999999999999",
                "userName eq null",
                "userName co \"a\"",
                "userName pr",
                "not (userName eq \"a\")",
                "(userName eq \"a\")",
                "userName eq \"a\" or userName eq \"b\"",
                "userName eq \"a\" and",
                "userName eq \"a\" and and",
                "userName eq \"a\" userName eq \"b\"",
                "and",
                "eq",
                "eq eq eq",
                "[",
                "]",
                "emails[",
                "emails[]",
                "emails[type eq \"work\"",
                "emails[type eq \"work\"].",
                "emails[type eq \"work\"].value",
                "emails[a[b eq \"c\"]]",
                "emails.value.more eq \"a\"",
                ".value eq \"a\"",
                "\"userName\" eq \"a\"",
                "userName eq \"a\"; drop table users",
                "\u0000",
                "üser eq \"a\"",
            })
    void whatIsNoFilterIsRefused(String text) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> QueryReader.filter(text))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("invalidFilter"));
    }

    @Test
    void noFilterMakesTheReaderWorkHard() {
        for (String text : List.of(
                "a".repeat(100_000), "[".repeat(2_000), "a[".repeat(900), "a eq 1 and ".repeat(150) + "a eq 1")) {
            assertThatExceptionOfType(Invalid.class).isThrownBy(() -> QueryReader.filter(text));
        }
    }

    @Test
    void aPathNamesAnAttributeAPartOrSomeValues() {
        assertThat(QueryReader.path("active")).isEqualTo(new AttributePath("active", null, null));
        assertThat(QueryReader.path("name.givenName")).isEqualTo(new AttributePath("name", null, "givenname"));
        assertThat(QueryReader.path("emails[type eq \"work\"].value"))
                .isEqualTo(new AttributePath("emails", List.of(new Comparison("type", "work")), "value"));
        assertThat(QueryReader.path("members[value eq \"1\"]"))
                .isEqualTo(new AttributePath("members", List.of(new Comparison("value", "1")), null));
        assertThat(QueryReader.path("urn:ietf:params:scim:schemas:core:2.0:User:name.familyName"))
                .isEqualTo(new AttributePath("name", null, "familyname"));
        assertThat(QueryReader.path("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")
                        .attribute())
                .startsWith("urn:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "a.",
                ".a",
                "a.b.c",
                "a b",
                "a[",
                "a[]",
                "a[b]",
                "a[b eq]",
                "a[b eq \"c\"",
                "a]",
                "a[b eq 1]]",
                "a[b eq 1]c",
                "a[b eq 1].",
                "a[b[c eq 1] eq 1]",
                "1a",
                "\"a\"",
                "ä"
            })
    void whatIsNoPathIsRefused(String text) {
        assertThatExceptionOfType(Invalid.class)
                .isThrownBy(() -> QueryReader.path(text))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("invalidPath"));
    }
}
