package org.chatboard.platform.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from the headers of a proxy at 10.0.0.5, which may have another one before it in 10.0.1.0/24 or fd00::/64. */
class ForwardedForTest {

    private static final String PEER = "10.0.0.5";

    private static final AddressList PROXIES = AddressList.parse("10.0.0.5, 10.0.1.0/24, fd00::/64");

    private static ForwardedFor common(String... lines) {
        return ForwardedFor.read(PEER, false, List.of(lines), PROXIES);
    }

    private static ForwardedFor standard(String... lines) {
        return ForwardedFor.read(PEER, true, List.of(lines), PROXIES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7                              | 192.0.2.7",
                "1.2.3.4, 192.0.2.7                     | 192.0.2.7",
                "1.2.3.4, 192.0.2.7, 10.0.1.9           | 192.0.2.7",
                "1.2.3.4,192.0.2.7,10.0.1.9,fd00::2     | 192.0.2.7",
                "evil, \"<script>, 192.0.2.7            | 192.0.2.7",
                "10.0.1.9, 192.0.2.7                    | 192.0.2.7",
                "192.0.2.7 , , 10.0.1.9 ,               | 192.0.2.7",
                "10.0.1.8, 10.0.1.9                     | 10.0.1.8",
            })
    void theRightmostAddressThatIsNoListedProxyCounts(String line, String address) {
        assertThat(common(line).address()).isEqualTo(address);
        assertThat(common(line).unreadable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7:4711                  | 192.0.2.7",
                "2001:db8::7                     | 2001:db8:0:0:0:0:0:7",
                "[2001:DB8::7]                   | 2001:db8:0:0:0:0:0:7",
                "[2001:db8::7]:4711              | 2001:db8:0:0:0:0:0:7",
                "::ffff:192.0.2.7                | 192.0.2.7",
                "[2001:db8::7]:443, [fd00::1]:80 | 2001:db8:0:0:0:0:0:7",
            })
    void addressesComeInSeveralShapesAndAreOneAsTheServerWritesThem(String line, String address) {
        assertThat(common(line).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "localhost",
                "proxy.example.org",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.07",
                "192.0.2.7/24",
                "192.0.2.7:port",
                "192.0.2.7:123456",
                "[2001:db8::7",
                "2001:db8::7::1",
                "fe80::1%eth0",
                "1.2.3.4, 192.0.2.7 10.0.1.9",
                "1.2.3.4, \u0000\u001b[31m\u00e4",
            })
    void whatIsNoAddressLeavesTheProxyItself(String line) {
        assertThat(common(line).address()).isEqualTo(PEER);
        assertThat(common(line).unreadable()).get().asString().matches("[\\x20-\\x7e]+");
        assertThat(common("1.2.3.4, " + line + ", 10.0.1.9").address()).isEqualTo(PEER);
    }

    @Test
    void whatGoesOnWithoutEndIsNotWrittenDown() {
        String endless = "1".repeat(8_000);
        assertThat(common(endless).address()).isEqualTo(PEER);
        assertThat(common(endless).unreadable()).get().asString().hasSize(65);
        assertThat(common(endless + ", 192.0.2.7").address()).isEqualTo("192.0.2.7");
    }

    @Test
    void nothingAtAllIsTheProxyItself() {
        for (String nothing : List.of("", " ", ",", " , ,")) {
            assertThat(common(nothing)).isEqualTo(common(nothing, nothing)).isEqualTo(common());
            assertThat(common(nothing).address()).isEqualTo(PEER);
        }
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(common("1.2.3.4", "192.0.2.7, 10.0.1.9").address()).isEqualTo("192.0.2.7");
        assertThat(common("192.0.2.7", "10.0.1.9", "fd00::2").address()).isEqualTo("192.0.2.7");
    }

    @Test
    void aHundredEntriesAreNoMoreThanTheLast() {
        String many = IntStream.range(0, 100).mapToObj(i -> "203.0.113." + i).collect(Collectors.joining(", "));
        assertThat(common(many).address()).isEqualTo("203.0.113.99");
        String proxies = IntStream.range(0, 100).mapToObj(i -> "10.0.1." + i).collect(Collectors.joining(","));
        assertThat(common("192.0.2.7," + proxies).address()).as("a loop").isEqualTo(PEER);
        assertThat(common("192.0.2.7," + proxies).unreadable()).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "for=192.0.2.7                                            | 192.0.2.7",
                "For=\"192.0.2.7:4711\";proto=https;by=203.0.113.43       | 192.0.2.7",
                "proto=https;for=\"[2001:db8:cafe::17]:4711\";host=chat   | 2001:db8:cafe:0:0:0:0:17",
                "for=1.2.3.4, for=192.0.2.7;host=\"a,b;for=9.9.9.9\"      | 192.0.2.7",
                "for=1.2.3.4, for=192.0.2.7;by=\"x\\\\\"                  | 192.0.2.7",
                "for=1.2.3.4;by=\", for=192.0.2.7                         | 192.0.2.7",
                "for=\"1.2.3.4, for=192.0.2.7                             | 192.0.2.7",
                "for=9.9.9.9;x=\", for=192.0.2.7;by=\"y\\\\\"             | 192.0.2.7",
                "for=1.2.3.4, for=192.0.2.7, for=\"[fd00::1]:99\"         | 192.0.2.7",
            })
    void theStandardHeaderSaysItInParameters(String line, String address) {
        assertThat(standard(line).address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.7",
                "for=unknown",
                "for=_hidden",
                "for=",
                "for=\"\"",
                "proto=https",
                "for=192.0.2.7;for=1.2.3.4",
                "for=1.2.3.4, by=10.0.1.9",
                "xfor=192.0.2.7",
            })
    void theStandardHeaderMaySayNothingOfUse(String line) {
        assertThat(standard(line).address()).isEqualTo(PEER);
        assertThat(standard(line).unreadable()).isPresent();
    }
}
