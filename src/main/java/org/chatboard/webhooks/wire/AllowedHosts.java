package org.chatboard.webhooks.wire;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.request.AddressBlock;

/**
 * Which servers ChatBoard may call, as the administrator wrote it: {@code host[:port][=network[+network]]}, separated by
 * commas. Without a port the host may be called by https on 443, with {@code :*} on any port, and with a port by http too. Without networks its
 * address has to be one of the public internet; with them it has to lie in one of them, and only so can a server inside the
 * own network be reached.
 *
 * @param entries what is allowed
 * @param unreadable what could not be understood and allows nothing
 */
public record AllowedHosts(List<Entry> entries, List<String> unreadable) {

    private static final int USUAL = -1;
    private static final int ANY = 0;

    /**
     * One allowed server.
     *
     * @param host as {@link Target#host} writes it
     * @param port a number, {@link #USUAL} or {@link #ANY}
     * @param networks where it may be; empty for the public internet
     */
    record Entry(String host, int port, List<AddressBlock> networks) {

        boolean matches(Target target) {
            return host.equals(target.host())
                    && (port == ANY
                            || (port == USUAL ? target.isSecure() && target.hasUsualPort() : port == target.port()));
        }

        boolean admits(InetAddress address) {
            return networks.isEmpty()
                    ? Network.isPublic(address)
                    : networks.stream().anyMatch(network -> network.contains(address));
        }
    }

    /** Copies the lists. */
    public AllowedHosts {
        entries = List.copyOf(entries);
        unreadable = List.copyOf(unreadable);
    }

    /** Reads the setting. */
    public static AllowedHosts parse(String setting) {
        List<Entry> entries = new ArrayList<>();
        List<String> unreadable = new ArrayList<>();
        Arrays.stream(setting.split(","))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .forEach(text -> entry(text).ifPresentOrElse(entries::add, () -> unreadable.add(text)));
        return new AllowedHosts(entries, unreadable);
    }

    /** Whether this server and port may be called at all. */
    public boolean admits(Target target) {
        return entries.stream().anyMatch(entry -> entry.matches(target));
    }

    /** Those of its addresses that may be called. */
    List<InetAddress> admitted(Target target, List<InetAddress> addresses) {
        List<Entry> matching =
                entries.stream().filter(entry -> entry.matches(target)).toList();
        return addresses.stream()
                .filter(address -> matching.stream().anyMatch(entry -> entry.admits(address)))
                .toList();
    }

    private static Optional<Entry> entry(String text) {
        String[] parts = text.split("=", -1);
        if (parts.length > 2) {
            return Optional.empty();
        }
        List<AddressBlock> networks = new ArrayList<>();
        if (parts.length == 2) {
            for (String network : parts[1].split("\\+", -1)) {
                Optional<AddressBlock> read = AddressBlock.parse(network.strip());
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                networks.add(read.get());
            }
        }
        String server = parts[0].strip();
        // The colons inside of an IPv6 address are before its bracket.
        int colon = server.indexOf(':', server.lastIndexOf(']') + 1);
        String port = colon < 0 ? "" : server.substring(colon + 1);
        if (colon >= 0 && !port.matches("\\*|[0-9]{1,5}")) {
            return Optional.empty();
        }
        try {
            String host = Target.host(colon < 0 ? server : server.substring(0, colon));
            return Optional.of(new Entry(host, port(port), networks));
        } catch (Invalid noHost) {
            return Optional.empty();
        }
    }

    private static int port(String text) {
        return switch (text) {
            case "" -> USUAL;
            case "*" -> ANY;
            // 0 would be "any"; nothing listens on what is larger than 65535.
            default -> Integer.parseInt(text) == 0 ? Integer.MAX_VALUE : Integer.parseInt(text);
        };
    }
}
