package org.chatboard.tokens;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The secret of a token: {@code cb_}, 256 random bits and a check sum, all in letters and digits. Programs that look for
 * secrets in places where none should be recognise it without asking, and what was mistyped is refused without a look into
 * the database. The server keeps only its SHA-256.
 */
public final class TokenSecret {

    private static final String PREFIX = "cb_";

    private static final int BYTES = 32;

    /** Digits of base 62 that hold 256 bits. */
    private static final int RANDOM_DIGITS = 43;

    /** Digits of base 62 that hold a CRC-32. */
    private static final int CHECK_DIGITS = 6;

    private static final Pattern FORM = Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (RANDOM_DIGITS + CHECK_DIGITS) + "}");

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenSecret() {}

    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        String unchecked = PREFIX + digits(new BigInteger(1, bytes), RANDOM_DIGITS);
        return unchecked + check(unchecked);
    }

    /** Whether this can be a secret of ours. */
    public static boolean looksLikeOne(String text) {
        return FORM.matcher(text).matches() && text.endsWith(check(text.substring(0, text.length() - CHECK_DIGITS)));
    }

    /** The form that is stored: SHA-256 in lower-case hex. Random bits need no salt and no rounds. */
    public static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static String check(String unchecked) {
        CRC32 sum = new CRC32();
        sum.update(unchecked.getBytes(StandardCharsets.US_ASCII));
        return digits(BigInteger.valueOf(sum.getValue()), CHECK_DIGITS);
    }

    private static String digits(BigInteger number, int length) {
        char[] text = new char[length];
        BigInteger base = BigInteger.valueOf(DIGITS.length());
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(base);
            text[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(text);
    }
}
