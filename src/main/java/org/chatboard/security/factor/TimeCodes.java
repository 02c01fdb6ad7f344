package org.chatboard.security.factor;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.spec.SecretKeySpec;

/** Codes that change every 30 seconds (RFC 6238: HMAC-SHA-1, six digits, as every app for it does by default). */
final class TimeCodes {

    static final int STEP_SECONDS = 30;

    private static final int DIGITS = 6;

    private static final int SECRET_BITS = 160;

    /** Of a secret in base32: five bits each. */
    private static final int SECRET_CHARS = SECRET_BITS / 5;

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static final SecureRandom RANDOM = new SecureRandom();

    private TimeCodes() {}

    /** A fresh secret, in base32 as apps read it. */
    static String nextSecret() {
        return base32(new BigInteger(SECRET_BITS, RANDOM), SECRET_CHARS);
    }

    /** A number in base32 (RFC 4648), filled up on the left. */
    static String base32(BigInteger number, int chars) {
        StringBuilder text = new StringBuilder(chars);
        for (int i = chars - 1; i >= 0; i--) {
            text.append(BASE32.charAt(number.shiftRight(5 * i).intValue() & 31));
        }
        return text.toString();
    }

    static long step(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), STEP_SECONDS);
    }

    /** The code of a time step. */
    static String code(String secret, long step, int digits) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < secret.length(); i++) {
            number = number.shiftLeft(5).add(BigInteger.valueOf(BASE32.indexOf(secret.charAt(i))));
        }
        byte[] bytes = new byte[SECRET_BITS / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = number.shiftRight(SECRET_BITS - 8 * (i + 1)).byteValue();
        }
        try {
            return new HmacOneTimePasswordGenerator(digits)
                    .generateOneTimePasswordString(new SecretKeySpec(bytes, "HmacSHA1"), step, Locale.ROOT);
        } catch (InvalidKeyException everyKeyFits) {
            throw new IllegalStateException(everyKeyFits);
        }
    }

    /**
     * Which time step a code is of, among those that count at this moment.
     *
     * @param leeway how long a code counts before its step begins and after it is over, for clocks differ and people type
     */
    static OptionalLong find(String secret, String typed, Instant now, Duration leeway) {
        return LongStream.rangeClosed(step(now.minus(leeway)), step(now.plus(leeway)))
                .filter(step -> isSame(code(secret, step, DIGITS), typed))
                .max();
    }

    private static boolean isSame(String code, String typed) {
        return MessageDigest.isEqual(code.getBytes(StandardCharsets.UTF_8), typed.getBytes(StandardCharsets.UTF_8));
    }
}
