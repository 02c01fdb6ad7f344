package org.chatboard.platform.request;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A block of IP addresses.
 *
 * @param address any address of the block
 * @param bits how many leading bits all addresses of the block share
 */
public record AddressBlock(InetAddress address, int bits) {

    /** From 0 to 255, without the leading zeros that some take for octal. */
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** So that nothing else is ever looked up as a name. */
    private static final Pattern LITERAL =
            Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    /** Reads {@code 10.0.0.0/8}, {@code fd00::/8} or a single address; nothing when it is none of these. */
    public static Optional<AddressBlock> parse(String text) {
        int slash = text.indexOf('/');
        return address(slash < 0 ? text : text.substring(0, slash)).flatMap(parsed -> {
            int all = parsed.getAddress().length * 8;
            String bits = slash < 0 ? String.valueOf(all) : text.substring(slash + 1);
            return bits.matches("[0-9]{1,3}") && Integer.parseInt(bits) <= all
                    ? Optional.of(new AddressBlock(parsed, Integer.parseInt(bits)))
                    : Optional.empty();
        });
    }

    /** Reads a single address; nothing when it is none. No name is ever looked up. */
    static Optional<InetAddress> address(String text) {
        if (!LITERAL.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** Whether an address as the server writes it lies inside; what is no address lies nowhere. */
    public boolean contains(String other) {
        int zone = other.indexOf('%');
        return parse(zone < 0 ? other : other.substring(0, zone))
                .filter(one -> contains(one.address()))
                .isPresent();
    }

    /** Whether this address lies inside. */
    public boolean contains(InetAddress other) {
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
