package org.chatboard.security;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.request.Network;
import org.chatboard.security.lockout.AccountFailures;
import org.chatboard.users.password.Passwords;

/**
 * Slows down guessing: wrong passwords are counted per account, see {@link AccountFailures}, and per address, here and in
 * memory. Who guesses wrong too often has to wait, even with the right password. Every attempt counts before the password is
 * looked at, so that attempts side by side do, too; the right password takes that back.
 */
@ApplicationScoped
public class SignInThrottle {

    /** An address gets all its tries back in this time. */
    static final Duration ADDRESS_PERIOD = Duration.ofMinutes(10);

    /** Buckets kept; beyond that those not used for the longest time are forgotten. */
    private static final int MOST = 20_000;

    private final TimeMeter clock;

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST;
        }
    };

    @Inject
    Settings settings;

    @Inject
    AccountFailures accounts;

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
        take(address, settings.number(Setting.SIGN_IN_FAILURES_PER_ADDRESS));
        try {
            accounts.attempt(account, address, settings.number(Setting.SIGN_IN_FAILURES_PER_ACCOUNT));
        } catch (RuntimeException lockedOrAway) {
            giveBack(Network.of(address));
            throw lockedOrAway;
        }
    }

    synchronized void take(String address, int failuresPerAddress) {
        take(buckets.computeIfAbsent(Network.of(address), key -> bucket(failuresPerAddress)));
    }

    /** The password was right: the account starts afresh. */
    void succeeded(String account, String address) {
        accounts.succeeded(account, address);
        giveBack(Network.of(address));
    }

    /** The password was wrong. */
    void failed(String account) {
        accounts.failed(account, settings.number(Setting.SIGN_IN_FAILURES_PER_ACCOUNT));
    }

    /** The password was never looked at. */
    void undecided(String account, String address) {
        accounts.undecided(account, address);
        giveBack(Network.of(address));
    }

    /** Who asks, for those who have to choose whom to serve first. */
    Passwords.Asker asker(String account, String address) {
        return new Passwords.Asker(Network.of(address), () -> accounts.isKnown(account, address));
    }

    synchronized void giveBack(String key) {
        Bucket bucket = buckets.get(key);
        if (bucket != null) {
            bucket.addTokens(1);
        }
    }

    private Bucket bucket(int failures) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(failures).refillGreedy(failures, ADDRESS_PERIOD))
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
}
