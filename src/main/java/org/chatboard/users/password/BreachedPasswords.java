package org.chatboard.users.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.request.SeldomLine;

/**
 * Passwords that were stolen elsewhere, in a file that an administrator supplies (OWASP ASVS 5.0, 6.2.12): no password and no
 * part of its hash leaves the server. The file is opened anew for each question, so a newer one counts as soon as it is there.
 */
@ApplicationScoped
class BreachedPasswords implements Settings.Rule {

    private static final System.Logger LOG = System.getLogger(BreachedPasswords.class.getName());

    private final SeldomLine unasked = new SeldomLine();

    @Inject
    Settings settings;

    /** For CDI. */
    protected BreachedPasswords() {}

    /** Asks what these settings name, where no container runs. */
    @SuppressWarnings("UnnecessaryAssignment")
    BreachedPasswords(Settings settings) {
        this.settings = settings;
    }

    /**
     * Whether a password was stolen somewhere, as far as one knows. A file that is gone or spoilt while ChatBoard runs says no,
     * with a line in the log: otherwise nobody could leave a password that everybody knows, and the list of the common ones
     * still counts.
     */
    boolean contains(String password) {
        String name = settings.text(Setting.PASSWORD_BREACHED_FILE);
        if (name.isEmpty()) {
            return false;
        }
        try (SortedHashes hashes = SortedHashes.open(Path.of(name))) {
            // As it was typed, and as it is kept: keyboards send "é" as one character or as two.
            for (String form : Set.copyOf(List.of(password, Normalizer.normalize(password, Normalizer.Form.NFC)))) {
                if (hashes.contains(sha1(form))) {
                    return true;
                }
            }
        } catch (IOException | InvalidPathException unusable) {
            unasked.count()
                    .ifPresent(times -> LOG.log(
                            Level.WARNING,
                            "New passwords are not compared with stolen ones: {0} ({1} such since the last line)",
                            problem(name, unusable),
                            times));
        }
        return false;
    }

    /** What keeps the file from being used; nothing when all is well, or none is set. */
    Optional<String> problem() {
        return problem(settings.text(Setting.PASSWORD_BREACHED_FILE));
    }

    @Override
    public List<String> problems(Settings all) {
        return problem(all.text(Setting.PASSWORD_BREACHED_FILE)).stream().toList();
    }

    private static Optional<String> problem(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try (SortedHashes hashes = SortedHashes.open(Path.of(name))) {
            hashes.check();
            return Optional.empty();
        } catch (IOException | InvalidPathException unusable) {
            return Optional.of(problem(name, unusable));
        }
    }

    private static String problem(String name, Exception unusable) {
        String reason = Objects.requireNonNullElse(unusable.getMessage(), unusable.toString());
        if (unusable instanceof AccessDeniedException) {
            reason = "the server may not read it";
        } else if (unusable instanceof FileSystemException failed && failed.getReason() != null) {
            reason = failed.getReason();
        }
        return Setting.PASSWORD_BREACHED_FILE.key() + " must name a file of stolen passwords, sorted by hash; \"" + name
                + "\" is none: " + reason + ".";
    }

    /** What these files are made of; nothing is kept in this form. */
    private static String sha1(String password) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
