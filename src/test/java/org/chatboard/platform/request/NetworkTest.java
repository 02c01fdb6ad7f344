package org.chatboard.platform.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::",
        "2001:db8:1:2::9, 2001:db8:1:2::",
        "fe80::1, fe80::",
        "::1, :",
    })
    void addressesOfOneIpv6NetworkAreOne(String address, String network) {
        assertThat(Network.of(address)).isEqualTo(network);
    }
}
