package org.chatboard.security.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.security.oidc.OidcConfig.Creation;

/** Reads the settings {@code chatboard.oidc.*}, which make sense together only. */
@ApplicationScoped
public class OidcSettings implements Settings.Rule {

    private static final System.Logger LOG = System.getLogger(OidcSettings.class.getName());

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** More than any secret has, and little enough to be read again and again. */
    private static final long LARGEST_SECRET = 4_096;

    @Inject
    Settings settings;

    private volatile List<String> told = List.of();

    /**
     * The configuration; nothing when there is none or only half a one. Half a one that somebody left while ChatBoard runs
     * is told in the log, once.
     */
    public Optional<OidcConfig> find() {
        if (!isWanted(settings::text)) {
            return Optional.empty();
        }
        List<String> problems = problems(settings);
        if (!problems.isEmpty()) {
            if (!problems.equals(told)) {
                LOG.log(Level.WARNING, "Sign-in by OpenID Connect is off: {0}", String.join(" ", problems));
            }
            told = problems;
            return Optional.empty();
        }
        told = List.of();
        return Optional.of(read());
    }

    @Override
    public List<String> problems(Settings all) {
        return problems(all::text);
    }

    static List<String> problems(Function<Setting, String> text) {
        List<String> problems = new ArrayList<>();
        if (creation(text).isEmpty()) {
            problems.add(Setting.OIDC_CREATE_ACCOUNTS.key() + " must be always, groups or never.");
        }
        if (!isWanted(text)) {
            if (!text.apply(Setting.OIDC_EMERGENCY_ADMIN).isEmpty()) {
                problems.add(Setting.OIDC_EMERGENCY_ADMIN.key() + " would let nobody else in without "
                        + Setting.OIDC_ISSUER.key() + ".");
            }
            return problems;
        }
        Stream.of(Setting.OIDC_ISSUER, Setting.OIDC_CLIENT_ID, Setting.OIDC_REDIRECT_BASE)
                .filter(setting -> text.apply(setting).isEmpty())
                .map(setting -> setting.key() + " is missing for sign-in by OpenID Connect.")
                .forEach(problems::add);
        checkSecret(text, problems);
        checkAddress(Setting.OIDC_ISSUER, text, problems);
        checkAddress(Setting.OIDC_REDIRECT_BASE, text, problems);
        if (!List.of(text.apply(Setting.OIDC_SCOPES).split("\\s+")).contains("openid")) {
            problems.add(Setting.OIDC_SCOPES.key() + " must contain openid.");
        }
        boolean isByGroups = creation(text).equals(Optional.of(Creation.GROUPS));
        if (isByGroups && creationGroups(text).isEmpty()) {
            problems.add(Setting.OIDC_CREATE_GROUPS.key() + " is missing: " + Setting.OIDC_CREATE_ACCOUNTS.key()
                    + "=groups needs it, or " + Setting.OIDC_REQUIRED_GROUPS.key() + ".");
        }
        if (!isByGroups && !text.apply(Setting.OIDC_CREATE_GROUPS).isEmpty()) {
            problems.add(Setting.OIDC_CREATE_GROUPS.key() + " counts with " + Setting.OIDC_CREATE_ACCOUNTS.key()
                    + "=groups only.");
        }
        return problems;
    }

    private static boolean isWanted(Function<Setting, String> text) {
        return Stream.of(
                        Setting.OIDC_ISSUER,
                        Setting.OIDC_CLIENT_ID,
                        Setting.OIDC_CLIENT_SECRET,
                        Setting.OIDC_CLIENT_SECRET_FILE,
                        Setting.OIDC_REDIRECT_BASE)
                .anyMatch(setting -> !text.apply(setting).isEmpty());
    }

    private static void checkSecret(Function<Setting, String> text, List<String> problems) {
        boolean isGiven = !text.apply(Setting.OIDC_CLIENT_SECRET).isEmpty();
        String file = text.apply(Setting.OIDC_CLIENT_SECRET_FILE);
        if (isGiven && !file.isEmpty()) {
            problems.add("Set " + Setting.OIDC_CLIENT_SECRET.key() + " or " + Setting.OIDC_CLIENT_SECRET_FILE.key()
                    + ", not both.");
        } else if (!isGiven && file.isEmpty()) {
            problems.add(Setting.OIDC_CLIENT_SECRET.key() + " (or " + Setting.OIDC_CLIENT_SECRET_FILE.key()
                    + ") is missing for sign-in by OpenID Connect.");
        } else if (!file.isEmpty() && secretIn(file).isEmpty()) {
            problems.add(Setting.OIDC_CLIENT_SECRET_FILE.key() + " must name a file that the server can read.");
        }
    }

    private static Optional<String> secretIn(String file) {
        try {
            Path path = Path.of(file);
            return Files.isRegularFile(path) && Files.size(path) <= LARGEST_SECRET
                    ? Optional.of(Files.readString(path).strip()).filter(secret -> !secret.isEmpty())
                    : Optional.empty();
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }

    /** Without TLS anybody on the way could be the provider, or read what it says; on this machine nobody is on the way. */
    private static void checkAddress(Setting setting, Function<Setting, String> text, List<String> problems) {
        String address = text.apply(setting);
        if (address.isEmpty()) {
            return;
        }
        try {
            URI uri = new URI(address);
            boolean isPlain = uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            boolean isSafe = "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme()) && THIS_MACHINE.contains(String.valueOf(uri.getHost())));
            if (isPlain && isSafe) {
                return;
            }
        } catch (URISyntaxException notAnAddress) {
            // told below
        }
        problems.add(setting.key() + " must be an address that begins with https:// and has no query.");
    }

    private static Optional<Creation> creation(Function<Setting, String> text) {
        String word = text.apply(Setting.OIDC_CREATE_ACCOUNTS);
        return Arrays.stream(Creation.values())
                .filter(creation -> creation.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    /** Whoever may come in, where nothing else is said. */
    private static Set<String> creationGroups(Function<Setting, String> text) {
        Set<String> own = list(text.apply(Setting.OIDC_CREATE_GROUPS));
        return own.isEmpty() ? list(text.apply(Setting.OIDC_REQUIRED_GROUPS)) : own;
    }

    private static Set<String> list(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private OidcConfig read() {
        String file = settings.text(Setting.OIDC_CLIENT_SECRET_FILE);
        return new OidcConfig(
                settings.text(Setting.OIDC_ISSUER),
                settings.text(Setting.OIDC_CLIENT_ID),
                file.isEmpty()
                        ? settings.text(Setting.OIDC_CLIENT_SECRET)
                        : secretIn(file).orElse(""),
                settings.text(Setting.OIDC_NAME),
                settings.text(Setting.OIDC_SCOPES),
                settings.text(Setting.OIDC_USERNAME_CLAIM),
                settings.text(Setting.OIDC_GROUPS_CLAIM),
                list(settings.text(Setting.OIDC_ADMIN_GROUPS)),
                list(settings.text(Setting.OIDC_REQUIRED_GROUPS)),
                creation(settings::text).orElse(Creation.NEVER),
                creationGroups(settings::text),
                settings.flag(Setting.OIDC_LINK_VERIFIED_EMAIL),
                settings.text(Setting.OIDC_REDIRECT_BASE).replaceFirst("/+$", ""));
    }
}
