package org.chatboard.webhooks.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of IP addresses.
 *
 * @param address any address of the block
 * @param bits how many leading bits all addresses of the block share
 */
record Network(InetAddress address, int bits) {

    /** So that nothing else is ever looked up as a name. */
    private static final Pattern LITERAL = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    /** What is no host of the public internet (IANA IPv4 Special-Purpose Address Registry, multicast, reserved). */
    private static final List<Network> SPECIAL_V4 = Stream.of(
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
            .map(text -> parse(text).orElseThrow())
            .toList();

    /** All that is given out; loopback, local, translated and multicast addresses lie outside. */
    private static final Network GLOBAL_V6 = parse("2000::/3").orElseThrow();

    /** Inside it: protocol assignments such as Teredo, documentation, 6to4 with its hidden IPv4 addresses. */
    private static final List<Network> SPECIAL_V6 = Stream.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
            .map(text -> parse(text).orElseThrow())
            .toList();

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. */
    static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!LITERAL.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            int all = parsed.getAddress().length * 8;
            String bits = slash < 0 ? String.valueOf(all) : text.substring(slash + 1);
            return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= all
                    ? Optional.of(new Network(parsed, Integer.parseInt(bits)))
                    : Optional.empty();
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** Whether this is a host of the public internet: nothing private, local, special or translated. */
    static boolean isPublic(InetAddress address) {
        return address.getAddress().length == 4
                ? SPECIAL_V4.stream().noneMatch(network -> network.contains(address))
                : GLOBAL_V6.contains(address) && SPECIAL_V6.stream().noneMatch(network -> network.contains(address));
    }

    boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
