package org.chatboard.webhooks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where ChatBoard may go, and where it never goes by accident. */
class AllowedHostsTest {

    private static final String SETTING = "hooks.example.org, ci.intranet:8080=10.1.0.0/16+fd00:1::/32,"
            + " 127.0.0.1:*=127.0.0.0/8, [2001:4860::1]:81";

    private final AllowedHosts allowed = AllowedHosts.parse(SETTING);

    @Test
    void nothingIsAllowedByDefault() {
        assertThat(AllowedHosts.parse("").admits(Target.of("https://hooks.example.org/")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.org/x, true",
        "http://hooks.example.org/x, false",
        "https://HOOKS.example.org:443/x, true",
        "http://hooks.example.org:443/x, false",
        "https://hooks.example.org:80/x, false",
        "https://hooks.example.org:8443/x, false",
        "https://evil.hooks.example.org/x, false",
        "https://hooks.example.org.evil.org/x, false",
        "https://example.org/x, false",
        "http://ci.intranet:8080/x, true",
        "http://ci.intranet/x, false",
        "http://127.0.0.1:31337/x, true",
        "http://127.0.0.2:31337/x, false",
        "http://localhost/x, false",
        "http://[2001:4860::1]:81/x, true",
        "http://[2001:4860::1]/x, false",
        "http://[::1]/x, false",
        "http://[::ffff:127.0.0.1]/x, false",
    })
    void hostAndPortHaveToBeOnTheList(String url, boolean isAllowed) {
        assertThat(allowed.admits(Target.of(url))).isEqualTo(isAllowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host:", "host:x", "host=", "host=10.0.0.0/33", "host=ten/8", "host=10.0.0.0/8=10.0.0.0/8", "a b",
                "127.1", "host=localhost/8", "http://host", "user@host", "*", "*.example.org", "host=10.0.0.0/-1"
            })
    void whatCannotBeReadAllowsNothing(String entry) {
        AllowedHosts read = AllowedHosts.parse(entry + ", other.example");
        assertThat(read.unreadable()).containsExactly(entry);
        assertThat(read.entries()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.8.9.10",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:a9fe:a9fe",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a00:1::1",
                "3fff::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            })
    void whatIsNotTheInternetIsNotReachedByAName(String address) throws UnknownHostException {
        assertThat(admitted("https://hooks.example.org/", address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2001:4860:4860::8888",
                "2a00:1450::1"
            })
    void theInternetIs(String address) throws UnknownHostException {
        assertThat(admitted("https://hooks.example.org/", address)).hasSize(1);
    }

    @Test
    void theOwnNetworkIsReachedWhereTheListSaysSoAndThenNothingElse() throws UnknownHostException {
        String url = "http://ci.intranet:8080/";
        assertThat(admitted(url, "10.1.2.3")).hasSize(1);
        assertThat(admitted(url, "fd00:1::5")).hasSize(1);
        assertThat(admitted(url, "10.2.0.1")).isEmpty();
        assertThat(admitted(url, "127.0.0.1")).isEmpty();
        assertThat(admitted(url, "1.1.1.1")).isEmpty();
        assertThat(admitted(url, "fd00:2::5")).isEmpty();
    }

    @Test
    void ofSeveralAddressesTheAllowedOnesAreTaken() throws UnknownHostException {
        List<InetAddress> both = List.of(InetAddress.getLoopbackAddress(), InetAddress.getByName("1.1.1.1"));
        assertThat(allowed.admitted(Target.of("https://hooks.example.org/"), both))
                .containsExactly(InetAddress.getByName("1.1.1.1"));
    }

    private List<InetAddress> admitted(String url, String address) throws UnknownHostException {
        return allowed.admitted(Target.of(url), List.of(InetAddress.getByName(address)));
    }
}
