package org.chatboard.security.factor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.platform.TooMany;
import org.chatboard.platform.seal.Seals;
import org.chatboard.tokens.TokenSecret;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/** Who proves with a code, besides the password, that it is them. */
@ApplicationScoped
@Transactional
public class SecondFactors {

    private static final int RECOVERY_CODES = 10;

    /** How long there is between the password and the code. */
    private static final Duration PENDING = Duration.ofMinutes(10);

    private static final int TOKEN_BITS = 160;

    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    SecondFactorRepository factors;

    @Inject
    Seals seals;

    @Inject
    UserService users;

    @Inject
    Settings settings;

    @Inject
    Time time;

    /**
     * Takes the key of the installation and encrypts what was kept in clear before there was one.
     *
     * @throws IllegalStateException when the key is not the one that secrets were encrypted with
     */
    void seal() {
        List<SecondFactor> all = factors.all();
        seals.begin(all.stream().map(SecondFactor::secret).toList());
        all.stream()
                .filter(factor -> !seals.isSealed(factor.secret()))
                .forEach(factor -> factors.lock(factor.userId())
                        .filter(locked -> !seals.isSealed(locked.secret()))
                        .ifPresent(this::seal));
    }

    private void seal(SecondFactor locked) {
        locked.seal(seals.seal(locked.secret(), about(locked.userId())));
    }

    /** The secret of somebody whose row is locked; what another version of ChatBoard left in clear is encrypted by that. */
    private String clear(SecondFactor locked) {
        String clear = seals.open(locked.secret(), about(locked.userId()));
        if (!seals.isSealed(locked.secret())) {
            seal(locked);
        }
        return clear;
    }

    /** A secret opens in the row of its owner only. */
    private static String about(UUID userId) {
        return "the second factor of " + userId;
    }

    /** Whether the person has set one up. */
    public boolean isOn(UUID userId) {
        return factors.find(userId).filter(SecondFactor::isConfirmed).isPresent();
    }

    /** Whether the administrators want one of this person. */
    public boolean isRequired(UUID userId) {
        String of = settings.word(Setting.SECOND_FACTOR_REQUIRED);
        return users.find(userId)
                .filter(user -> users.hasPassword(userId))
                .map(UserView::isStaff)
                .map(isStaff -> of.equals("all") || (of.equals("admins") && isStaff))
                .orElse(false);
    }

    /** Begins to set one up, with a secret that nobody has seen: one that was shown before may be known to others. */
    public void begin(UUID userId) {
        factors.lockUser(userId);
        if (!isOn(userId)) {
            factors.remove(userId);
            factors.add(new SecondFactor(userId, seals.seal(TimeCodes.nextSecret(), about(userId)), time.now()));
        }
    }

    /** The secret that is being set up, in base32; empty when none is. */
    public String secret(UUID userId) {
        return factors.find(userId)
                .filter(factor -> !factor.isConfirmed())
                .map(factor -> seals.open(factor.secret(), about(userId)))
                .orElse("");
    }

    /**
     * Turns it on with the first code of it.
     *
     * @return recovery codes, which are shown now and never again
     * @throws Invalid when the code is not one of this secret and this moment
     */
    public List<String> confirm(UUID userId, String code) {
        Instant now = time.now();
        SecondFactor factor = factors.lock(userId)
                .filter(known -> !known.isConfirmed())
                .filter(known -> isRight(known, code, now))
                .orElseThrow(SecondFactors::wrong);
        factor.confirm(now);
        List<String> codes =
                Stream.generate(RecoveryCode::next).limit(RECOVERY_CODES).toList();
        codes.forEach(one -> factors.add(new RecoveryCode(userId, one)));
        return codes;
    }

    /**
     * Whether this is a code of this moment that was not used before, or an unused recovery code. It is used by that.
     *
     * @throws TooMany after too many wrong ones, on whatever server and from wherever
     */
    public boolean use(UUID userId, String code) {
        Instant now = time.now();
        Optional<SecondFactor> found = factors.lock(userId).filter(SecondFactor::isConfirmed);
        if (found.isEmpty()) {
            return false;
        }
        SecondFactor factor = found.get();
        Duration pause = factor.pause(now);
        if (!pause.isZero()) {
            throw new TooMany(
                    "too_many_failures",
                    "Too many wrong codes. Try again in " + (pause.toSeconds() + 1) + " seconds.",
                    pause.plusSeconds(1));
        }
        if (isRight(factor, code, now)) {
            return true;
        }
        if (factors.useRecoveryCode(userId, RecoveryCode.hash(code), now)) {
            factor.succeeded();
            return true;
        }
        factor.failed(now);
        return false;
    }

    /** Uses a code of the row, which is locked. */
    private boolean isRight(SecondFactor locked, String code, Instant now) {
        return locked.use(clear(locked), digits(code), now, settings.duration(Setting.SECOND_FACTOR_LEEWAY));
    }

    /** How many recovery codes the person has left. */
    public long recoveryCodes(UUID userId) {
        return factors.countRecoveryCodes(userId);
    }

    /** Turns it off. */
    public void remove(UUID userId) {
        factors.remove(userId);
        factors.endAllPending(userId);
    }

    /**
     * Notes that the password was right in a browser.
     *
     * @param isToRemember whether the browser is to come back by itself afterwards
     * @return the secret that binds it to that browser
     */
    public String owe(UUID userId, boolean isToRemember) {
        Instant now = time.now();
        factors.forgetPending(now);
        String token = TimeCodes.base32(new BigInteger(TOKEN_BITS, RANDOM), TOKEN_BITS / 5);
        factors.add(new PendingSignIn(TokenSecret.hash(token), userId, isToRemember, now.plus(PENDING)));
        return token;
    }

    /** Who typed the right password in this browser a moment ago. */
    public Optional<UUID> pending(String token) {
        return factors.findPending(TokenSecret.hash(token))
                .filter(pending -> pending.isOpen(time.now()))
                .map(PendingSignIn::userId);
    }

    /** Whether whoever typed the password there wants the browser to come back by itself. */
    public boolean isToRemember(String token) {
        return factors.findPending(TokenSecret.hash(token))
                .filter(PendingSignIn::isToRemember)
                .isPresent();
    }

    /** Whoever knows no more than the password before this moment begins again. */
    public void endAll(UUID userId) {
        factors.endAllPending(userId);
    }

    /** The second step is done. */
    public void end(String token) {
        factors.endPending(TokenSecret.hash(token));
    }

    /** What went wrong with a code. */
    public static Invalid wrong() {
        return Invalid.field("code", "wrong", "This is not a code of this moment.");
    }

    private static String digits(String typed) {
        return typed.replaceAll("\\s", "");
    }
}
