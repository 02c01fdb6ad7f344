package org.chatboard.users.password;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    /** Stands in for the server's PBKDF2: the "hash" is the password itself. */
    private static final class OpenHash implements Pbkdf2PasswordHash {

        private final List<String> verified = new ArrayList<>();

        private String iterations = "";

        @Override
        public void initialize(Map<String, String> parameters) {
            iterations = String.valueOf(parameters.get("Pbkdf2PasswordHash.Iterations"));
        }

        @Override
        public String generate(char[] password) {
            return "PBKDF2WithHmacSHA256:" + iterations + ":salt:" + String.valueOf(password);
        }

        @Override
        public boolean verify(char[] password, String hashedPassword) {
            verified.add(hashedPassword);
            return hashedPassword.endsWith(":salt:" + String.valueOf(password));
        }
    }

    private static final class FixedSettings extends Settings {

        private int iterations = 1_000;

        @Override
        public int number(Setting setting) {
            return iterations;
        }
    }

    private final Passwords passwords = new Passwords();

    private final OpenHash hash = new OpenHash();

    private final FixedSettings settings = new FixedSettings();

    @BeforeEach
    @SuppressWarnings("UnnecessaryAssignment") // no container runs here
    void wire() {
        passwords.hash = hash;
        passwords.settings = settings;
    }

    @Test
    void theRightPasswordIsRight() {
        String stored = passwords.hash("kites over the harbour");

        assertThat(passwords.verify("kites over the harbour", stored)).isTrue();
        assertThat(passwords.verify("kites over the harbor", stored)).isFalse();
    }

    @Test
    void nobodyCostsOneHashToo() {
        assertThat(passwords.verify("kites over the harbour", null)).isFalse();

        assertThat(hash.verified).singleElement().asString().startsWith("PBKDF2WithHmacSHA256:1000:");
    }

    @Test
    void aPasswordOfNobodysLengthIsWrong() {
        String endless = "x".repeat(1_000_000);

        assertThat(passwords.verify(endless, "PBKDF2WithHmacSHA256:1000:salt:" + endless))
                .isFalse();
        assertThat(hash.verified).hasSize(1);
    }

    @Test
    void composedAndDecomposedLettersAreTheSame() {
        assertThat(passwords.verify("cafe\u0301 au lait", passwords.hash("caf\u00E9 au lait")))
                .isTrue();
    }

    @Test
    void aHashIsOutdatedOnceTheSettingRises() {
        String stored = passwords.hash("kites over the harbour");
        assertThat(passwords.isOutdated(stored)).isFalse();

        settings.iterations = 2_000;

        assertThat(passwords.isOutdated(stored)).isTrue();
        assertThat(passwords.isOutdated(passwords.hash("kites over the harbour")))
                .isFalse();
        settings.iterations = 1_000;
        assertThat(passwords.isOutdated("PBKDF2WithHmacSHA256:2000:salt:x")).isFalse();
        assertThat(passwords.isOutdated("PBKDF2WithHmacSHA512:2000:salt:x")).isTrue();
    }
}
