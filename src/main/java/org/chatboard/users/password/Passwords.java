package org.chatboard.users.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.TooMany;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with PBKDF2 and HMAC-SHA-256. One hash takes a core for an eighth of a second, so that only two run at
 * once and few wait: a storm of sign-ins must not stop the chat.
 */
@ApplicationScoped
public class Passwords {

    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

    /** Of the salt and of the key, as Jakarta Security's own default. */
    private static final int BYTES = 32;

    /** In UTF-16; nobody has a longer one. */
    private static final int MOST_CHARS = 256;

    private static final int AT_ONCE = 2;

    private static final int MOST_WAITING = 16;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    private int iterations;

    @Inject
    Pbkdf2PasswordHash hash;

    @Inject
    Settings settings;

    /** The form that is stored. */
    public String hash(String password) {
        return inTurn(() -> current().generate(normal(password)));
    }

    /**
     * Whether the password is right. Without a stored hash it is wrong, after the same time.
     *
     * @param stored null when nobody of that name may sign in with a password
     */
    public boolean verify(String password, @Nullable String stored) {
        boolean canMatch = stored != null && password.length() <= MOST_CHARS;
        String against = canMatch ? stored : unmatchable();
        return inTurn(() -> current().verify(normal(canMatch ? password : "-"), against)) && canMatch;
    }

    /** Whether a hash is weaker than the setting asks for now. */
    public boolean isOutdated(String stored) {
        String[] parts = stored.split(":", -1);
        return !parts[0].equals(ALGORITHM) || Integer.parseInt(parts[1]) < settings.number(Setting.PASSWORD_ITERATIONS);
    }

    private synchronized Pbkdf2PasswordHash current() {
        int wanted = settings.number(Setting.PASSWORD_ITERATIONS);
        if (wanted != iterations) {
            hash.initialize(Map.of(
                    "Pbkdf2PasswordHash.Algorithm", ALGORITHM,
                    "Pbkdf2PasswordHash.Iterations", Integer.toString(wanted),
                    "Pbkdf2PasswordHash.SaltSizeBytes", Integer.toString(BYTES),
                    "Pbkdf2PasswordHash.KeySizeBytes", Integer.toString(BYTES)));
            iterations = wanted;
        }
        return hash;
    }

    /** Keyboards send "é" as one character or as two; it is the same password. */
    private static char[] normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC).toCharArray();
    }

    /** A well-formed hash of no known password. */
    private String unmatchable() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        String random = Base64.getEncoder().encodeToString(bytes);
        return ALGORITHM + ":" + settings.number(Setting.PASSWORD_ITERATIONS) + ":" + random + ":" + random;
    }

    private <T> T inTurn(Supplier<T> work) {
        try {
            if (permits.getQueueLength() >= MOST_WAITING
                    || !permits.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            permits.release();
        }
    }

    private static TooMany busy() {
        return new TooMany("too_many", "Too many people sign in at this moment. Try again shortly.", RETRY_AFTER);
    }
}
