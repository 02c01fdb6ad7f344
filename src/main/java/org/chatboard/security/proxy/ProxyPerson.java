package org.chatboard.security.proxy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.chatboard.users.ExternalUsers;

/**
 * Somebody as the proxy names them.
 *
 * @param subject all of the name in lower case, such as {@code anna@corp.example.org}: who it is, for ever
 * @param email in lower case; empty when the proxy says none
 * @param fullName first and last name; empty when the proxy says none
 */
record ProxyPerson(String subject, String email, String fullName) {

    /** What Kerberos, Active Directory and SAML make names of; {@code (null)}, which Apache writes for nobody, is none. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@\\\\/+-]*");

    private static final int LONGEST = 200;

    /**
     * Reads the headers.
     *
     * @param headers all values of a header of this name
     * @return nothing when there is no word about anybody
     * @throws ProxyRefused when there is, but it cannot be used
     */
    static Optional<ProxyPerson> read(ProxyConfig config, Function<String, List<String>> headers) {
        if (headers.apply(config.userHeader()).isEmpty()) {
            return Optional.empty();
        }
        String subject = one(config.userHeader(), headers).toLowerCase(Locale.ROOT);
        if (!NAME.matcher(subject).matches()) {
            throw new ProxyRefused(
                    ProxyProblem.UNUSABLE,
                    config.userHeader() + (subject.isEmpty() ? " is empty" : " has characters that no user name has"));
        }
        String email = one(config.emailHeader(), headers).toLowerCase(Locale.ROOT);
        if (!email.isEmpty() && !ExternalUsers.isEmail(email)) {
            throw new ProxyRefused(ProxyProblem.UNUSABLE, config.emailHeader() + " is no e-mail address");
        }
        return Optional.of(new ProxyPerson(subject, email, readable(one(config.nameHeader(), headers))));
    }

    private static String one(String header, Function<String, List<String>> headers) {
        List<String> values = header.isEmpty() ? List.of() : headers.apply(header);
        if (values.size() > 1) {
            throw new ProxyRefused(ProxyProblem.UNUSABLE, header + " comes more than once");
        }
        String value = values.isEmpty() ? "" : values.get(0).strip();
        if (value.length() > LONGEST) {
            throw new ProxyRefused(ProxyProblem.UNUSABLE, header + " is longer than " + LONGEST + " characters");
        }
        return value;
    }

    /** The server reads headers as ISO 8859-1, while proxies write UTF-8. */
    private static String readable(String header) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return header;
        }
    }

    /** The name alone, without {@code @REALM} behind or {@code DOMAIN\} before it. */
    String username() {
        String name = subject.substring(subject.lastIndexOf('\\') + 1);
        int at = name.indexOf('@');
        return at > 0 ? name.substring(0, at) : name;
    }

    /** Everything but the last word of the full name. */
    String firstName() {
        int last = fullName.lastIndexOf(' ');
        return last < 0 ? fullName : fullName.substring(0, last);
    }

    /** The last word of the full name; empty when it is the only one. */
    String lastName() {
        int last = fullName.lastIndexOf(' ');
        return last < 0 ? "" : fullName.substring(last + 1);
    }
}
