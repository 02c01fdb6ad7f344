package org.chatboard.testing.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.chatboard.testing.ChatServer;

/** The file of stolen passwords of an organisation, as Have I Been Pwned gives it out but for its size. */
public final class StolenPasswords {

    /** One of them, good in every other respect. */
    public static final String ONE = "kites that everybody knows";

    private static final int OTHERS = 50;

    private StolenPasswords() {}

    /** Makes the file of a server, and what tells ChatBoard of it. */
    public static String settings(int portBase) {
        try {
            Path file = file(portBase);
            Files.createDirectories(file.getParent());
            Files.write(
                    file,
                    lines(Stream.concat(Stream.of(ONE), Stream.iterate(0, i -> i < OTHERS, i -> i + 1))
                            .map(Object::toString)
                            .toList()));
            return " -Dchatboard.password.breached-file=" + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the server of this run has it. */
    public static Path file() {
        return file(ChatServer.shared().portBase());
    }

    /** The lines for passwords, in the order of their hashes. */
    public static List<String> lines(List<String> passwords) {
        return passwords.stream()
                .map(password -> sha1(password) + ":" + password.length())
                .sorted()
                .toList();
    }

    private static Path file(int portBase) {
        return Path.of("target/it/stolen-" + portBase + ".txt").toAbsolutePath();
    }

    private static String sha1(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
