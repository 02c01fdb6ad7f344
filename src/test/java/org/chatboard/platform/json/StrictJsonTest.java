package org.chatboard.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Invalid;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void anObjectIsReadByNameAndType() {
        JsonFields fields = StrictJson.object("{\"a\":\"x\",\"n\":9223372036854775807,\"l\":[]}");
        assertThat(fields.text("a")).isEqualTo("x");
        assertThat(fields.count("n")).isEqualTo(Long.MAX_VALUE);
        assertThat(fields.ids("l", 3)).isEmpty();
        fields.rejectUnknown();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "42",
                "\"x\"",
                "[]",
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"z\":[",
                "{\"z\":{",
                "{\"a\":1,}",
                "{\"a\":1}{}",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":null}",
                "{\"a\":01}",
                "{\"a\":1.5}",
                "{\"a\":1e400}",
                "{\"a\":1e1000000000}",
                "{\"a\":1e-1000000000}",
                "{\"a\":9223372036854775808}",
                "{\"a\":NaN}",
                "{'a':1}",
                "{\"a\":1}//",
                "\uFEFF{}",
                "{\"a\":{\"b\":{\"c\":{\"d\":{}}}}}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "{a:1}",
                "]"
            })
    void everythingElseIsRefusedAtOnce(String text) {
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThatThrownBy(() -> StrictJson.object(text))
                        .isInstanceOfSatisfying(
                                Invalid.class,
                                refused -> assertThat(refused.code()).isEqualTo("bad_json")));
    }

    @Test
    void deepNestingAndHugeListsAreRefusedAtOnce() {
        for (String text : new String[] {
            "{\"a\":" + "[".repeat(30_000),
            "{\"a\":[" + "1,".repeat(20_000) + "1]}",
            "{\"a\":" + "9".repeat(60_000) + "}"
        }) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> assertThatThrownBy(() -> StrictJson.object(text)).isInstanceOf(Invalid.class));
        }
    }

    @Test
    void aFieldNobodyAskedForIsNamed() {
        JsonFields fields = StrictJson.object("{\"text\":\"x\",\"txet\":\"y\"}");
        fields.text("text");
        assertThatThrownBy(fields::rejectUnknown)
                .isInstanceOfSatisfying(
                        Invalid.class,
                        refused ->
                                assertThat(refused.errors()).containsExactly(new FieldError("txet", "unknown_field")));
    }

    @Test
    void missingAndWronglyTypedFieldsAreNamed() {
        JsonFields fields = StrictJson.object("{\"n\":\"1\",\"t\":1,\"neg\":-1,\"id\":\"1-1-1-1-1\"}");
        assertField("nothing", "missing", () -> fields.text("nothing"));
        assertField("n", "wrong_type", () -> fields.count("n"));
        assertField("t", "wrong_type", () -> fields.text("t"));
        assertField("neg", "wrong_type", () -> fields.count("neg"));
        assertField("id", "wrong_type", () -> fields.id("id"));
    }

    private static void assertField(String field, String code, Runnable read) {
        assertThatThrownBy(read::run)
                .isInstanceOfSatisfying(
                        Invalid.class,
                        refused -> assertThat(refused.errors()).containsExactly(new FieldError(field, code)));
    }
}
