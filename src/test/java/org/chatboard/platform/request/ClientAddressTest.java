package org.chatboard.platform.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chatboard.platform.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is believed on addresses is named by the settings, and as installed nobody is. */
class ClientAddressTest {

    @Test
    void nobodyIsBelievedAsInstalled() {
        assertThat(Setting.CLIENT_ADDRESS_PROXIES.defaultValue()).isEmpty();
        assertThat(AddressList.parse("").contains("127.0.0.1")).isFalse();
        assertThat(ClientAddress.problems("", Setting.CLIENT_ADDRESS_HEADER.defaultValue()))
                .isEmpty();
    }

    @Test
    void addressesAndNetworksAreListed() {
        assertThat(ClientAddress.problems("10.0.0.5, 10.0.1.0/28,fd00::/64,", "forwarded"))
                .isEmpty();
        AddressList list = AddressList.parse("10.0.0.5, 10.0.1.0/28,fd00::/64,");
        assertThat(List.of("10.0.0.5", "10.0.1.15", "fd00:0:0:0:0:0:0:9")).allMatch(list::contains);
        assertThat(List.of("10.0.0.6", "10.0.1.16", "fd00:0:0:1:0:0:0:9", "", "proxy", "10.0.0.5.example.org"))
                .noneMatch(list::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everybody", "0.0.0.0/0", "::/0", "10.0.0.0/33", "proxy.example.org", "10.0.0.5 10.0.0.6"})
    void whoIsBelievedIsAnAddress(String proxies) {
        assertThat(ClientAddress.problems("10.0.0.7," + proxies, ForwardedFor.COMMON))
                .singleElement()
                .asString()
                .contains(Setting.CLIENT_ADDRESS_PROXIES.key(), proxies);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Real-IP", "X-Forwarded-For, Forwarded"})
    void thereAreTwoHeadersForIt(String header) {
        assertThat(ClientAddress.problems("10.0.0.5", header))
                .singleElement()
                .asString()
                .contains(Setting.CLIENT_ADDRESS_HEADER.key(), ForwardedFor.COMMON, ForwardedFor.STANDARD);
    }
}
