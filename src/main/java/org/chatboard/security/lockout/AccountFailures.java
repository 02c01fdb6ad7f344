package org.chatboard.security.lockout;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.chatboard.platform.Time;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.request.AddressBlock;
import org.chatboard.platform.request.Network;
import org.chatboard.platform.sql.Tables;

/**
 * Counts wrong passwords of an account, from each address for itself and from everywhere together. After so many in a row
 * from one address there is one try a minute from there; after {@value #EVERYWHERE} times as many from everywhere there is
 * one try a minute for strangers, however many addresses they have. A network from which the person has signed in within the
 * last month is no stranger: so nobody locks somebody else out of their own office or home.
 *
 * <p>All counts run out at a failure a minute (generic cell rate algorithm, ITU-T I.371) and stand in the database alone.
 */
@ApplicationScoped
public class AccountFailures {

    /** What a failure costs: an account that is locked gets another try this often. */
    public static final Duration PAUSE = Duration.ofMinutes(1);

    /** How many times more failures an account takes from everywhere than from one address. */
    static final int EVERYWHERE = 10;

    /** How long a network stays known after a sign-in from there. */
    private static final Duration KNOWN = Duration.ofDays(30);

    private static final Duration SWEEP = Duration.ofMinutes(10);

    /** Of an e-mail address; longer names are of nobody. */
    private static final int LONGEST_NAME = 254;

    /** No address. */
    private static final String ALL = "*";

    private static final int MOST_TRIES = 3;

    private final AtomicLong sweptAt = new AtomicLong();

    @Inject
    FailureRepository failures;

    @Inject
    Time time;

    /**
     * Counts an attempt from this address as failed until {@link #succeeded} or {@link #undecided} says otherwise, so that
     * attempts side by side count, too.
     *
     * @param most failures in a row from one address, 1 or more
     * @throws TooMany when there were too many
     */
    public void attempt(String account, String address, int most) {
        long now = now();
        Optional<Long> wait = take(id(account, Network.of(address)), now, most);
        if (wait.isEmpty()) {
            wait = failures.busyUntil(id(account, ALL))
                    .map(busyUntil -> busyUntil - now - PAUSE.toMillis() * (most * (long) EVERYWHERE - 1))
                    .filter(millis -> millis > 0 && !isKnown(account, address));
            wait.ifPresent(locked -> undecided(account, address));
        }
        wait.ifPresent(AccountFailures::refuse);
    }

    /** The password was right: the address starts afresh. What others do from elsewhere goes on to count. */
    public void succeeded(String account, String address) {
        failures.forget(id(account, Network.of(address)));
    }

    /** The password was wrong: from now on it counts everywhere. */
    public void failed(String account, int most) {
        take(id(account, ALL), now(), Math.multiplyExact(most, EVERYWHERE));
    }

    /** The password was never looked at. */
    public void undecided(String account, String address) {
        failures.giveBack(id(account, Network.of(address)), PAUSE.toMillis());
    }

    /** Counts a failure; how long to wait, in milliseconds, when there were too many. */
    private Optional<Long> take(String id, long now, int most) {
        long latest = now + PAUSE.toMillis() * (most - 1L);
        for (int i = 1; !failures.take(id, now, PAUSE.toMillis(), latest); i++) {
            Optional<Long> busyUntil = failures.busyUntil(id);
            if (busyUntil.isPresent() && busyUntil.get() > latest) {
                return Optional.of(busyUntil.get() - latest);
            }
            if (busyUntil.isEmpty() && isAdded(id, now + PAUSE.toMillis(), i)) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isAdded(String id, long busyUntil, int tries) {
        sweep();
        try {
            failures.add(id, busyUntil);
            return true;
        } catch (Unavailable failed) {
            if (Tables.isTaken(failed) && tries < MOST_TRIES) {
                return false;
            }
            throw failed;
        }
    }

    private void sweep() {
        long now = now();
        long before = sweptAt.get();
        if (now - before >= SWEEP.toMillis() && sweptAt.compareAndSet(before, now)) {
            failures.forgetBefore(now);
        }
    }

    /** Whether the person has signed in from around there lately: within the /24 of IPv4 or the /64 of IPv6. */
    public boolean isKnown(String account, String address) {
        Optional<AddressBlock> around = around(address);
        return around.isPresent()
                && failures.addressesOf(folded(account), time.now().minus(KNOWN)).stream()
                        .anyMatch(known -> around.get().contains(known));
    }

    private static Optional<AddressBlock> around(String address) {
        int zone = address.indexOf('%');
        return AddressBlock.parse(zone < 0 ? address : address.substring(0, zone))
                .map(one -> new AddressBlock(one.address(), one.bits() == 32 ? 24 : 64));
    }

    private static void refuse(long millis) {
        Duration wait = Duration.ofSeconds(Duration.ofMillis(millis).toSeconds() + 1);
        throw new TooMany(
                "too_many_failures", "Too many wrong passwords. Try again in " + wait.toSeconds() + " seconds.", wait);
    }

    private long now() {
        return time.now().toEpochMilli();
    }

    private static String folded(String account) {
        String name = account.strip().toLowerCase(Locale.ROOT);
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    private static String id(String account, String place) {
        try {
            byte[] text = (place + " " + folded(account)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
