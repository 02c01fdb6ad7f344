package org.chatboard.users.password;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.TooMany;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private interface Gate {
        void await();
    }

    /** Stands in for the server's PBKDF2: the "hash" is the password itself. */
    private static final class OpenHash implements Pbkdf2PasswordHash {

        private final List<String> verified = new CopyOnWriteArrayList<>();

        private volatile Gate goOn = () -> {};

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
            goOn.await();
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

    private static final Passwords.Asker ANNA = new Passwords.Asker("192.0.2.1", () -> false);

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

        assertThat(passwords.verify("kites over the harbour", stored, ANNA)).isTrue();
        assertThat(passwords.verify("kites over the harbor", stored, ANNA)).isFalse();
    }

    @Test
    void nobodyCostsOneHashToo() {
        assertThat(passwords.verify("kites over the harbour", null, ANNA)).isFalse();

        assertThat(hash.verified).singleElement().asString().startsWith("PBKDF2WithHmacSHA256:1000:");
    }

    @Test
    void aPasswordOfNobodysLengthIsWrong() {
        String endless = "x".repeat(1_000_000);

        assertThat(passwords.verify(endless, "PBKDF2WithHmacSHA256:1000:salt:" + endless, ANNA))
                .isFalse();
        assertThat(hash.verified).hasSize(1);
    }

    @Test
    void composedAndDecomposedLettersAreTheSame() {
        assertThat(passwords.verify("cafe\u0301 au lait", passwords.hash("caf\u00E9 au lait"), ANNA))
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

    /** Asks from a thread of its own; the answer, or the code of the refusal. */
    private CompletableFuture<String> ask(String network, boolean isKnown) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread asking = new Thread(() -> {
            try {
                answer.complete(
                        Boolean.toString(passwords.verify("wrong", null, new Passwords.Asker(network, () -> isKnown))));
            } catch (TooMany refused) {
                answer.complete(refused.code());
            }
        });
        asking.setDaemon(true);
        asking.start();
        return answer;
    }

    /** Until this many run or wait; what is refused is so at once. */
    private void ask(String network, int times) {
        for (int i = 0; i < times; i++) {
            int before = passwords.waiting() + hash.verified.size();
            CompletableFuture<String> answer = ask(network, false);
            while (passwords.waiting() + hash.verified.size() == before && !answer.isDone()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void oneNetworkIsNotInTheWayOfOthersAndNoStrangerInTheWayOfThoseWhoAreKnown() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        hash.goOn = () -> {
            try {
                open.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        };
        ask("198.51.100.1", Passwords.MOST_OF_ONE_NETWORK);
        assertThat(ask("198.51.100.1", false).get(10, TimeUnit.SECONDS)).isEqualTo("too_many");
        assertThat(hash.verified).as("the work at once").hasSize(2);
        CompletableFuture<String> neighbour = ask("198.51.100.1", true);
        CompletableFuture<String> elsewhere = ask("192.0.2.1", false);
        for (int i = 2; i < 12; i++) {
            ask("198.51.100." + i, 3);
        }
        assertThat(ask("192.0.2.2", false).get(10, TimeUnit.SECONDS)).isEqualTo("too_many");
        CompletableFuture<String> known = ask("192.0.2.3", true);
        open.countDown();
        for (CompletableFuture<String> served : List.of(neighbour, elsewhere, known)) {
            assertThat(served.get(10, TimeUnit.SECONDS)).isEqualTo("false");
        }
        assertThat(ask("198.51.100.1", false).get(10, TimeUnit.SECONDS))
                .as("the places are free again")
                .isEqualTo("false");
    }
}
