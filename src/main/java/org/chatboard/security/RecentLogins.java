package org.chatboard.security;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.chatboard.platform.Time;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.Workers;
import org.chatboard.security.calls.TokenLogins;
import org.chatboard.tokens.TokenSecret;
import org.jspecify.annotations.Nullable;

/**
 * Sign-ins and tokens that were looked up a moment ago, so that the dozen requests of one page cost one look into the database.
 * Short enough that what happens on another server, or a disabled account, shows within seconds.
 *
 * <p>Whoever has to look takes along all who wait to look: when ten thousand people come back at once, a few connections
 * to the database serve them, and the others are left to those who talk.
 */
@ApplicationScoped
class RecentLogins {

    private static final Duration FRESH = Duration.ofSeconds(2);

    private static final int MOST = 20_000;

    private static final int MOST_AT_ONCE = 64;

    private static final int LOOKERS = 4;

    /** Who waits longer, while nobody gets an answer, is told that the database is away. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private record Look(Optional<ChatBoardPrincipal> found, Instant at) {}

    /**
     * What somebody proves to be somebody with, by its hash: the secrets themselves stay out of the heap.
     *
     * @param isBearer whether it is a token of a program, else the cookie of a sign-in
     */
    private record Proof(boolean isBearer, String hash) {}

    private record Wish(Proof proof, CompletableFuture<Optional<ChatBoardPrincipal>> answer) {}

    private final Map<Proof, Look> looks = new ConcurrentHashMap<>();

    private final ConcurrentLinkedQueue<Wish> wishes = new ConcurrentLinkedQueue<>();

    /** How often somebody signed out. */
    private final AtomicInteger ends = new AtomicInteger();

    private final Semaphore lookers = new Semaphore(LOOKERS);

    private volatile long lookedAt = System.nanoTime() - PATIENCE.toNanos();

    @Inject
    LoginSessions logins;

    @Inject
    TokenLogins tokens;

    @Inject
    Workers workers;

    @Inject
    Time time;

    /**
     * Who holds this secret of a cookie.
     *
     * @throws Unavailable when the database does not say so in time
     */
    Optional<ChatBoardPrincipal> find(String token) {
        return find(new Proof(false, LoginToken.hash(token)));
    }

    /**
     * In whose name a program with this token comes.
     *
     * @throws Unavailable when the database does not say so in time
     */
    Optional<ChatBoardPrincipal> findBearer(String secret) {
        return find(new Proof(true, TokenSecret.hash(secret)));
    }

    private Optional<ChatBoardPrincipal> find(Proof proof) {
        Look known = looks.get(proof);
        if (known != null && isFresh(known, time.steady())) {
            return known.found();
        }
        Wish wish = new Wish(proof, new CompletableFuture<>());
        wishes.add(wish);
        serve(wish);
        try {
            return await(wish);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable(stopping);
        } catch (TimeoutException databaseBusy) {
            throw new Unavailable(databaseBusy);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException reason ? reason : new Unavailable(failed);
        }
    }

    private Optional<ChatBoardPrincipal> await(Wish wish)
            throws InterruptedException, ExecutionException, TimeoutException {
        while (true) {
            try {
                return wish.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException tooLong) {
                if (System.nanoTime() - lookedAt > PATIENCE.toNanos()) {
                    throw tooLong;
                }
            }
        }
    }

    /**
     * Looks up whoever waits, unless enough others do: those look again after they have let go, so nobody is forgotten.
     * Nobody waits for a turn to look, only for the answer.
     *
     * @param own whose answer is enough for this thread; null when it has no other work
     */
    private void serve(@Nullable Wish own) {
        while (!wishes.isEmpty() && lookers.tryAcquire()) {
            try {
                look();
            } finally {
                lookers.release();
            }
            if (own != null && own.answer().isDone() && !wishes.isEmpty() && isHandedOn()) {
                return;
            }
        }
    }

    private boolean isHandedOn() {
        try {
            workers.execute(() -> serve(null));
            return true;
        } catch (RejectedExecutionException busy) {
            return false;
        }
    }

    /** Looks up those who have waited longest. */
    private void look() {
        List<Wish> batch = new ArrayList<>();
        for (Wish next = wishes.poll(); next != null; next = batch.size() < MOST_AT_ONCE ? wishes.poll() : null) {
            batch.add(next);
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            int before = ends.get();
            Instant now = time.steady();
            Map<String, ChatBoardPrincipal> ofCookies = logins.findByHash(hashes(batch, false));
            Map<String, ChatBoardPrincipal> ofTokens = tokens.findByHash(hashes(batch, true));
            lookedAt = System.nanoTime();
            forgetOld(now);
            for (Wish wish : batch) {
                Proof proof = wish.proof();
                Optional<ChatBoardPrincipal> principal =
                        Optional.ofNullable((proof.isBearer() ? ofTokens : ofCookies).get(proof.hash()));
                // What was read before somebody signed out is not kept.
                if (looks.size() < MOST && ends.get() == before) {
                    looks.put(proof, new Look(principal, now));
                }
                wish.answer().complete(principal);
            }
        } catch (RuntimeException databaseAway) {
            batch.forEach(wish -> wish.answer().completeExceptionally(databaseAway));
        }
    }

    private static Set<String> hashes(List<Wish> batch, boolean areBearers) {
        return batch.stream()
                .map(Wish::proof)
                .filter(proof -> proof.isBearer() == areBearers)
                .map(Proof::hash)
                .collect(Collectors.toSet());
    }

    private void forgetOld(Instant now) {
        if (looks.size() + MOST_AT_ONCE > MOST) {
            looks.values().removeIf(look -> !isFresh(look, now));
        }
    }

    private static boolean isFresh(Look look, Instant now) {
        return now.isBefore(look.at().plus(FRESH));
    }

    /** Before any connection is closed: whoever hears of that and comes back at once is nobody any more. */
    void forget(
            @Observes(during = TransactionPhase.AFTER_SUCCESS) @Priority(Interceptor.Priority.PLATFORM_BEFORE)
                    LoginsEnded ended) {
        ends.incrementAndGet();
        looks.values()
                .removeIf(look -> look.found()
                        .filter(principal -> ended.loginIds().contains(principal.loginId()))
                        .isPresent());
    }
}
