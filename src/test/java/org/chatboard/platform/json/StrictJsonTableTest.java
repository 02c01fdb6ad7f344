package org.chatboard.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chatboard.platform.json.StrictJsonFuzzTest.check;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is JSON and what is not, line by line of RFC 8259, and where the bounds are; another reader has to agree. */
class StrictJsonTableTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-1",
                "12",
                "9223372036854775807",
                "-9223372036854775808",
                "true",
                "false",
                "\"\"",
                "[]",
                "{}",
                "[[]]",
                "[1,[2]]",
                "\"\\u0061\\u30af\\u30EA\"",
                "\"\\ud834\\udd1e\"",
                "\"\\uD83d\\ude39\\\\\"",
                "\"/\\/\"",
                "\"\u007f\"",
                "\"\u2028\u2029\"",
                "\"\\u0000\"",
                "\"a/*b*/c//d\"",
                "\"\uffff\"",
                " \t\r\n1 \n",
                "\"\\ud800\"",
                "\"\ud800\"",
                "\"\\ud800\\n\"",
                "\"\\udc00\\ud800\"",
                "{\"\":0}",
                "{\"a\":\"b\",\"a\\u0000\":\"c\"}"
            })
    void whatIsJsonIsRead(String value) {
        assertThat(check("{\"v\":" + value + "}")).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "1 1",
                "[1 true]",
                "[a]",
                "[\"\": 1]",
                "[\"\"],",
                "[,1]",
                "[1,,2]",
                "[\"x\"]]",
                "[\"\",]",
                "[\"x\"",
                "[x",
                "[3[4]]",
                "[1:2]",
                "[,",
                "[-]",
                "[\u000b\"a\"]",
                "[*]",
                "[1,",
                "[fals]",
                "[nul]",
                "[tru]",
                "-01",
                "1.0.",
                ".123",
                "1.",
                "-2.",
                "0.1.2",
                "0.3e+",
                "0e",
                "0e+",
                "1.0e",
                "1 000",
                "1eE2",
                "2.e3",
                "9.e+",
                "Inf",
                "-NaN",
                "+1",
                "++1",
                "-foo",
                "- 1",
                "-012",
                "-.1",
                "0x1",
                "1+2",
                "1a",
                "1ea",
                "\uff11",
                "012",
                "{,",
                "{[:",
                "{]",
                "{\"a\" b}",
                "{:\"b\"}",
                "{\"a\":\"a\" 123}",
                "{\"a\":}",
                "{\"a\"}",
                "{\"a\":1,}",
                "{\"a\":1,,}",
                "{\"a\":1,b",
                "{1:1}",
                "{a:1}",
                "{'a':0}",
                "{\"a\"::1}",
                "{\"a\":1}x",
                "{\"a\":1}/**/",
                "{\"a\":1}#",
                "\"",
                "\"\\",
                "\"\\\"",
                "\"\\x00\"",
                "\"\\u00",
                "\"\\u00g0\"",
                "\"\\u\uff10000\"",
                "\"\\u 123\"",
                "\"\\a\"",
                "\"\\\u0000\"",
                "\"\t\"",
                "\"\u0000\"",
                "\"\u001f\"",
                "'x'",
                "\\n",
                "<null>",
                "True",
                "TRUE",
                "undefined",
                "\u2060",
                "\u00a01",
                "\u000c1",
                "\ufeff1",
                "`1`",
                "(1)",
                "nulL",
                "null",
                "[null]",
                "1.5",
                "1.0",
                "1e2",
                "1E400",
                "1e1000000000",
                "-1e-1000000000",
                "9223372036854775808",
                "-9223372036854775809",
                "123456789012345678901",
                "[[[[1]]]]",
                "{\"a\":{\"b\":{\"c\":{}}}}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":1,\"\\u0061\":2}"
            })
    void whatIsNoJsonOrBeyondTheBoundsIsRefused(String value) {
        assertThat(check("{\"v\":" + value + "}")).isZero();
    }

    @Test
    void sizesAreBoundedExactly() {
        assertThat(check("{\"v\":[" + "1,".repeat(999) + "1]}")).isOne();
        assertThat(check("{\"v\":[" + "1,".repeat(1_000) + "1]}")).isZero();
        assertThat(check(fields(1_000))).isOne();
        assertThat(check(fields(1_001))).isZero();
        assertThat(check("{\"v\":[[[]]]}")).isOne();
        assertThat(check("{\"v\":\"" + "x".repeat(65_000) + "\"}")).isOne();
    }

    /** Hundreds of texts with an escape each must not take hundreds of times the memory of the document. */
    @Test
    void manyEscapesAreReadInOnePass() {
        String document = "{\"v\":[" + "\"\\n\",".repeat(999) + "\"" + "\\u0061".repeat(10_000) + "\"]}";
        Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            for (int i = 0; i < 200; i++) {
                assertThat(StrictJson.object(document).values()).hasSize(1);
            }
        });
    }

    private static String fields(int count) {
        StringBuilder document = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            document.append(i == 0 ? "" : ",")
                    .append("\"f")
                    .append(i)
                    .append("\":")
                    .append(i);
        }
        return document.append('}').toString();
    }
}
