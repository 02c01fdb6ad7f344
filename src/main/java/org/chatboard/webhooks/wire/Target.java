package org.chatboard.webhooks.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.chatboard.platform.Invalid;

/**
 * Where a request goes. There is one way to write each host, so that none slips past a comparison: no user names in front,
 * no numbers in octal, hex or one piece, no dot at the end.
 *
 * @param isSecure whether it is {@code https}
 * @param host in lower case; an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param path with the query, as it is sent
 */
public record Target(boolean isSecure, String host, int port, String path) {

    private static final int MAX_LENGTH = 1_000;

    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:]*:[0-9a-f:.]*");

    /**
     * Reads an address.
     *
     * @throws Invalid {@code invalid_url} at the field {@code url}
     */
    public static Target of(String url) {
        if (url.length() > MAX_LENGTH || !url.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw invalid();
        }
        try {
            URI uri = new URI(url);
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            String host = uri.getHost();
            boolean isPlain = uri.getRawUserInfo() == null && uri.getRawFragment() == null && host != null;
            if (!isPlain || !(scheme.equals("http") || scheme.equals("https"))) {
                throw invalid();
            }
            return new Target(
                    scheme.equals("https"), host(host), port(uri.getPort(), scheme.equals("https")), path(uri));
        } catch (URISyntaxException noUrl) {
            throw invalid();
        }
    }

    /** The usual port of the scheme; the {@code Host} header leaves it out. */
    boolean hasUsualPort() {
        return port == (isSecure ? 443 : 80);
    }

    /** As the {@code Host} header says it. */
    String authority() {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return hasUsualPort() ? name : name + ":" + port;
    }

    /** The one way to write a host; bracketed or not. */
    static String host(String written) {
        String host = written.toLowerCase(Locale.ROOT);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
            if (IPV6.matcher(host).matches()) {
                return host;
            }
        } else if (host.length() <= 253
                && (NAME.matcher(host).matches() || IPV4.matcher(host).matches())) {
            return host;
        }
        throw invalid();
    }

    private static int port(int written, boolean isSecure) {
        if (written == -1) {
            return isSecure ? 443 : 80;
        }
        if (written < 1 || written > 65_535) {
            throw invalid();
        }
        return written;
    }

    private static String path(URI uri) {
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private static Invalid invalid() {
        return Invalid.field(
                "url", "invalid_url", "url must be an http or https address with a plain host and no user name.");
    }
}
