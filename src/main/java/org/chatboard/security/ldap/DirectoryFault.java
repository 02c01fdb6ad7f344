package org.chatboard.security.ldap;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.AuthenticationException;
import javax.naming.CommunicationException;
import javax.naming.InsufficientResourcesException;
import javax.naming.NameNotFoundException;
import javax.naming.NoPermissionException;
import javax.naming.ServiceUnavailableException;
import javax.naming.SizeLimitExceededException;
import javax.naming.TimeLimitExceededException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.chatboard.platform.probe.Finding;

/**
 * Why a directory cannot be asked, in words for whoever runs it. No password is ever in them.
 *
 * @param code stays the same whatever the words
 * @param finding what is wrong and, where that is clear, what to do
 */
record DirectoryFault(String code, Finding finding) {

    private static final Pattern UNSPEAKABLE =
            Pattern.compile("[\\p{Cntrl}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069]+");

    /** The JDK has no class of its own for this one. */
    private static final Pattern OTHER_NAME = Pattern.compile("No (subject alternative|name matching).*");

    private static final Pattern SILENCE = Pattern.compile("(?i).*timed? ?out.*");

    private static final int LONGEST = 300;

    private DirectoryFault(String code, String... with) {
        this(code, Finding.bad("dirs.found." + code, with));
    }

    /** The same in English, for logs and programs. */
    String sentence() {
        return finding.text(Locale.ROOT);
    }

    /** What an exception of a conversation with this directory means. */
    static DirectoryFault of(DirectoryConfig config, Throwable failure) {
        return network(config, failure)
                .or(() -> certificate(config, failure))
                .or(() -> refusal(config, failure))
                .orElseGet(() -> new DirectoryFault("failed", config.toString(), words(failure)));
    }

    private static Optional<DirectoryFault> network(DirectoryConfig config, Throwable failure) {
        String where = config.toString();
        if (has(failure, UnknownHostException.class)) {
            return fault("unknown_host", where);
        } else if (has(failure, ConnectException.class) && !isSilence(failure)) {
            return fault("refused", where);
        } else if (has(failure, NoRouteToHostException.class)) {
            return fault("unreachable", where);
        } else if (has(failure, SocketTimeoutException.class) || isSilence(failure)) {
            return fault("no_answer", where, Integer.toString(DirectoryConnection.LIMIT / 1_000));
        } else if (has(failure, FileSystemException.class)) {
            return fault("unreadable_file", where, words(failure));
        }
        return Optional.empty();
    }

    private static Optional<DirectoryFault> certificate(DirectoryConfig config, Throwable failure) {
        String where = config.toString();
        if (has(failure, SSLPeerUnverifiedException.class)
                || any(
                        failure,
                        cause -> cause instanceof CertificateException
                                && OTHER_NAME.matcher(words(cause)).matches())) {
            return fault("wrong_host_name", where);
        } else if (has(failure, CertificateExpiredException.class)) {
            return fault("expired_certificate", where);
        } else if (has(failure, CertPathBuilderException.class) || has(failure, CertPathValidatorException.class)) {
            return fault("untrusted_certificate", where);
        } else if (has(failure, SSLException.class)) {
            return fault("tls_failed", where, words(deepest(failure)));
        }
        return Optional.empty();
    }

    private static Optional<DirectoryFault> refusal(DirectoryConfig config, Throwable failure) {
        String where = config.toString();
        if (has(failure, AuthenticationException.class)) {
            return fault("wrong_bind_password", where, config.bindDn());
        } else if (has(failure, NameNotFoundException.class)) {
            return fault(
                    "base_not_found",
                    where,
                    Stream.of(config.userBase(), config.needsGroups() ? config.groupBase() : "")
                            .filter(base -> !base.isEmpty())
                            .collect(Collectors.joining("; ")));
        } else if (has(failure, NoPermissionException.class)) {
            return fault("not_allowed", where);
        } else if (has(failure, SizeLimitExceededException.class)
                || has(failure, TimeLimitExceededException.class)
                || has(failure, InsufficientResourcesException.class)) {
            return fault("limited", where);
        } else if (failure instanceof CommunicationException
                || failure instanceof ServiceUnavailableException
                || has(failure, SocketException.class)) {
            return fault("lost", where, words(deepest(failure)));
        }
        return Optional.empty();
    }

    private static Optional<DirectoryFault> fault(String code, String... with) {
        return Optional.of(new DirectoryFault(code, with));
    }

    private static boolean isSilence(Throwable failure) {
        return any(failure, cause -> SILENCE.matcher(words(cause)).matches());
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        return any(failure, type::isInstance);
    }

    private static boolean any(Throwable failure, Predicate<Throwable> rule) {
        return causes(failure).anyMatch(rule);
    }

    private static Throwable deepest(Throwable failure) {
        return causes(failure).reduce(failure, (before, cause) -> cause);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20);
    }

    /** What a directory says may be anything. */
    private static String words(Throwable failure) {
        String message = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        String line = UNSPEAKABLE.matcher(message).replaceAll(" ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
