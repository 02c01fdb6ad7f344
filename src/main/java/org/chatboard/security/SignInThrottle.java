package org.chatboard.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.request.Network;

/**
 * Slows down guessing: wrong passwords are counted per account and address, and per address. Who guesses wrong too often
 * has to wait, even with the right password; the rightful person at another address has not. Every attempt takes a token
 * from both buckets before the password is looked at, so that attempts side by side count too; the right password gives
 * them back.
 */
@ApplicationScoped
public class SignInThrottle {

    /** An account that is locked for an address gets another try this often. */
    static final Duration ACCOUNT_PAUSE = Duration.ofMinutes(1);

    /** An address gets all its tries back in this time. */
    static final Duration ADDRESS_PERIOD = Duration.ofMinutes(10);

    /** Buckets kept; beyond that those not used for the longest time are forgotten. */
    private static final int MOST = 20_000;

    /** Of an e-mail address; longer names are of nobody. */
    private static final int LONGEST_NAME = 254;

    private final TimeMeter clock;

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
        }
    };

    @Inject
    Settings settings;

    SignInThrottle() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    SignInThrottle(TimeMeter clock) {
        this.clock = clock;
    }

    /**
     * Counts an attempt as failed until {@link #succeeded} or {@link #undecided} says otherwise.
     *
     * @throws TooMany when there were too many failures
     */
    public void attempt(String account, String address) {
        attempt(
                account,
                address,
                settings.number(Setting.SIGN_IN_FAILURES_PER_ACCOUNT),
                settings.number(Setting.SIGN_IN_FAILURES_PER_ADDRESS));
    }

    synchronized void attempt(String account, String address, int failuresPerAccount, int failuresPerAddress) {
        Bucket ofAddress = buckets.computeIfAbsent(
                addressKey(address), key -> bucket(failuresPerAddress, failuresPerAddress, ADDRESS_PERIOD));
        take(ofAddress);
        Bucket ofAccount = buckets.computeIfAbsent(
                accountKey(account, address), key -> bucket(failuresPerAccount, 1, ACCOUNT_PAUSE));
        try {
            take(ofAccount);
        } catch (TooMany locked) {
            ofAddress.addTokens(1);
            throw locked;
        }
    }

    /** The password was right: the account starts afresh. */
    synchronized void succeeded(String account, String address) {
        buckets.remove(accountKey(account, address));
        giveBack(addressKey(address));
    }

    /** The password was never looked at. */
    synchronized void undecided(String account, String address) {
        giveBack(accountKey(account, address));
        giveBack(addressKey(address));
    }

    private void giveBack(String key) {
        Bucket bucket = buckets.get(key);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    private Bucket bucket(int capacity, int refill, Duration period) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(refill, period))
                .withCustomTimePrecision(clock)
                .build();
    }

    private static void take(Bucket bucket) {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            Duration wait = Duration.ofSeconds(
                    Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1);
            throw new TooMany(
                    "too_many_failures",
                    "Too many wrong passwords. Try again in " + wait.toSeconds() + " seconds.",
                    wait);
        }
    }

    private static String accountKey(String account, String address) {
        String name = account.strip().toLowerCase(Locale.ROOT);
        return Network.of(address) + " " + name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static String addressKey(String address) {
        return Network.of(address);
    }
}
