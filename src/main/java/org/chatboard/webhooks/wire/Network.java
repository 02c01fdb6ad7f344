package org.chatboard.webhooks.wire;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.chatboard.platform.request.AddressBlock;

/** Which addresses are hosts of the public internet. */
final class Network {

    /** What is no host of the public internet (IANA IPv4 Special-Purpose Address Registry, multicast, reserved). */
    private static final List<AddressBlock> SPECIAL_V4 = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3")
            .map(text -> AddressBlock.parse(text).orElseThrow())
            .toList();

    /** All that is given out; loopback, local, translated and multicast addresses lie outside. */
    private static final AddressBlock GLOBAL_V6 = AddressBlock.parse("2000::/3").orElseThrow();

    /** Inside it: protocol assignments such as Teredo, documentation, 6to4 with its hidden IPv4 addresses. */
    private static final List<AddressBlock> SPECIAL_V6 = Stream.of(
                    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(text -> AddressBlock.parse(text).orElseThrow())
            .toList();

    private Network() {}

    /** Whether this is a host of the public internet: nothing private, local, special or translated. */
    static boolean isPublic(InetAddress address) {
        return address.getAddress().length == 4
                ? SPECIAL_V4.stream().noneMatch(network -> network.contains(address))
                : GLOBAL_V6.contains(address) && SPECIAL_V6.stream().noneMatch(network -> network.contains(address));
    }
}
