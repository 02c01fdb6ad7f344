package org.chatboard.users.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.TooMany;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with PBKDF2 and HMAC-SHA-256. One hash takes a core for an eighth of a second, so that only two run at
 * once and few wait: a storm of sign-ins must not stop the chat. One network has half of the places, so that it is not in the
 * way of others, and some are kept for those who come from where they have been before.
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

    /** Of those who run and those who wait. */
    static final int MOST_OF_ONE_NETWORK = 9;

    /** More that may wait when they are no strangers. */
    private static final int KEPT_FOR_KNOWN = 8;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    /** How many are at it, by network. */
    private final Map<String, Integer> atIt = new ConcurrentHashMap<>();

    private int iterations;

    /**
     * Who wants a password checked.
     *
     * @param network where from, as it is counted
     * @param isKnown whether this person has signed in from around there lately; asked only where it matters
     */
    public record Asker(String network, BooleanSupplier isKnown) {}

    @Inject
    Pbkdf2PasswordHash hash;

    @Inject
    Settings settings;

    /** The form that is stored. */
    public String hash(String password) {
        return inTurn(waiting() < MOST_WAITING, () -> current().generate(normal(password)));
    }

    /**
     * Whether the password is right. Without a stored hash it is wrong, after the same time.
     *
     * @param stored null when nobody of that name may sign in with a password
     * @throws TooMany {@code too_many} when too many ask already
     */
    public boolean verify(String password, @Nullable String stored, Asker asker) {
        boolean canMatch = stored != null && password.length() <= MOST_CHARS;
        String against = canMatch ? stored : unmatchable();
        int ofNetwork = atIt.merge(asker.network(), 1, Integer::sum);
        try {
            return inTurn(mayWait(asker, ofNetwork), () -> current().verify(normal(canMatch ? password : "-"), against))
                    && canMatch;
        } finally {
            atIt.computeIfPresent(asker.network(), (same, now) -> now == 1 ? null : now - 1);
        }
    }

    /** How many wait at this moment. */
    int waiting() {
        return permits.getQueueLength();
    }

    private boolean mayWait(Asker asker, int ofNetwork) {
        int waiting = waiting();
        return (waiting < MOST_WAITING && ofNetwork <= MOST_OF_ONE_NETWORK)
                || (waiting < MOST_WAITING + KEPT_FOR_KNOWN && asker.isKnown().getAsBoolean());
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

    private <T> T inTurn(boolean mayWait, Supplier<T> work) {
        try {
            if (!mayWait || !permits.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
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
