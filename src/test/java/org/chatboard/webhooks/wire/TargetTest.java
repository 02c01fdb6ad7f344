package org.chatboard.webhooks.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chatboard.platform.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One way to write each host. */
class TargetTest {

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.org/a/b?c=d, true, hooks.example.org, 443, /a/b?c=d",
        "HTTP://Hooks.Example.ORG:8080, false, hooks.example.org, 8080, /",
        "http://10.1.2.3/x, false, 10.1.2.3, 80, /x",
        "http://[2001:DB8::1]:81/x, false, 2001:db8::1, 81, /x",
        "https://xn--bcher-kva.example/%C3%BC, true, xn--bcher-kva.example, 443, /%C3%BC",
        "https://build-1.example/x, true, build-1.example, 443, /x",
    })
    void plainAddressesAreRead(String url, boolean isSecure, String host, int port, String path) {
        assertThat(Target.of(url)).isEqualTo(new Target(isSecure, host, port, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "//example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "gopher://example.org/",
                "jar:http://example.org/!/",
                "http:example.org",
                "http:///x",
                "http://user@example.org/",
                "http://example.org@127.0.0.1/",
                "http://user:word@example.org/",
                "http://example.org#@127.0.0.1/",
                "http://example.org/#x",
                "http://example.org\\@127.0.0.1/",
                "http://example.org /",
                "http://example.org/\r\nX-Evil: 1",
                "http://example.org./",
                "http://.example.org/",
                "http://exa mple.org/",
                "http://2130706433/",
                "http://0x7f000001/",
                "http://0x7f.0.0.1/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://127.0.0.01/",
                "http://127.1/",
                "http://127.0.1/",
                "http://256.0.0.1/",
                "http://1.2.3.4.5/",
                "http://1.2.3.4./",
                "http://127.0.0.1.:80/",
                "http://[::1%25lo]/",
                "http://[fe80::1%25eth0]/",
                "http://[::ffff:127.0.0.1/",
                "http://①②⑦.0.0.1/",
                "http://localhost。/",
                "http://bücher.example/",
                "http://example.org:0/",
                "http://example.org:65536/",
                "http://example.org:-1/",
                "http://example.org:80:80/",
                "http://%6c%6f%63alhost/",
            })
    void everythingThatCouldMeanTwoThingsIsRefused(String url) {
        assertThatThrownBy(() -> Target.of(url))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.code()).isEqualTo("invalid_url"));
    }

    @Test
    void endlessAddressesAreRefused() {
        assertThatThrownBy(() -> Target.of("http://example.org/" + "x".repeat(1_000)))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void theHostHeaderHasAPortWhereItIsNotTheUsualOne() {
        assertThat(Target.of("https://example.org/").authority()).isEqualTo("example.org");
        assertThat(Target.of("https://example.org:80/").authority()).isEqualTo("example.org:80");
        assertThat(Target.of("http://[2001:db8::1]:81/").authority()).isEqualTo("[2001:db8::1]:81");
    }
}
