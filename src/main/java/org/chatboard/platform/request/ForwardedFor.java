package org.chatboard.platform.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What proxies say about whom they pass a request on for. Each one writes the address that it was asked from behind what it was
 * told, so this is read from the right, and only as far as those who wrote it are listed: anybody may have written what stands
 * to the left of that.
 *
 * @param address whom the request is of
 * @param unreadable what a listed proxy wrote that is no address; then {@link #address} is the nearest proxy
 */
record ForwardedFor(String address, Optional<String> unreadable) {

    /** What most proxies write: addresses, separated by commas. */
    static final String COMMON = "X-Forwarded-For";

    /** The same in the words of RFC 7239. */
    static final String STANDARD = "Forwarded";

    /** Longer than any address with its port; nothing longer is looked at. */
    private static final int LONGEST = 64;

    /** Proxies behind one another; more are a loop. */
    private static final int MOST_PROXIES = 16;

    /** An address of IPv4, or of IPv6 in brackets, and a port; section 6 of RFC 7239. */
    private static final Pattern WITH_PORT =
            Pattern.compile("(?:(?<four>[0-9.]+)|\\[(?<six>[0-9a-fA-F:.]+)])(?::[0-9]{1,5})?");

    /** The parameter of RFC 7239 that is wanted, whether in quotes or not. */
    private static final Pattern FOR = Pattern.compile("(?i)for=(?:\"(?<quoted>[^\"\\\\]*)\"|(?<token>[^\"\\s]*))");

    /**
     * Reads the header.
     *
     * @param peer who opened the connection, and is listed
     * @param isStandard whether it is the header {@link #STANDARD}, else {@link #COMMON}
     * @param lines its values, in order
     * @param proxies whose word counts
     */
    static ForwardedFor read(String peer, boolean isStandard, List<String> lines, AddressList proxies) {
        String nearest = peer;
        int passed = 0;
        for (int i = lines.size() - 1; i >= 0; i--) {
            for (String hop : split(lines.get(i), ',')) {
                Optional<String> address = isStandard ? standard(hop) : address(hop);
                if (address.isEmpty() || ++passed > MOST_PROXIES) {
                    return new ForwardedFor(peer, Optional.of(printable(hop)));
                }
                nearest = address.get();
                if (!proxies.contains(nearest)) {
                    return new ForwardedFor(nearest, Optional.empty());
                }
            }
        }
        return new ForwardedFor(nearest, Optional.empty());
    }

    private static Optional<String> standard(String hop) {
        List<String> found = new ArrayList<>();
        for (String pair : split(hop, ';')) {
            Matcher matcher = FOR.matcher(pair);
            if (matcher.matches()) {
                found.add(matcher.group("quoted") == null ? matcher.group("token") : matcher.group("quoted"));
            }
        }
        return found.size() == 1 ? address(found.get(0)) : Optional.empty();
    }

    /** An address as the server itself would write it. */
    private static Optional<String> address(String hop) {
        if (hop.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = WITH_PORT.matcher(hop);
        String text = hop;
        if (matcher.matches()) {
            text = matcher.group("four") == null ? matcher.group("six") : matcher.group("four");
        }
        return AddressBlock.address(text).map(address -> address.getHostAddress());
    }

    /**
     * The parts between separators outside of quotes, the last one first; empty ones do not count (RFC 9110, 5.6.1). It begins at
     * the right, so that a quote that somebody left open to the left swallows nothing of what a proxy wrote behind it.
     */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean isQuoted = false;
        int end = text.length();
        for (int i = end - 1; i >= -1; i--) {
            if (i < 0 || (text.charAt(i) == separator && !isQuoted)) {
                String part = text.substring(i + 1, end).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                end = i;
            } else if (text.charAt(i) == '"' && !isEscaped(text, i)) {
                isQuoted = !isQuoted;
            }
        }
        return parts;
    }

    private static boolean isEscaped(String text, int at) {
        int first = at;
        while (first > 0 && text.charAt(first - 1) == '\\') {
            first--;
        }
        return (at - first) % 2 == 1;
    }

    private static String printable(String hop) {
        String line = hop.replaceAll("[^\\x20-\\x7e]", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
