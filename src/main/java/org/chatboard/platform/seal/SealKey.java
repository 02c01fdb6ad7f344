package org.chatboard.platform.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts with AES-256-GCM (NIST SP 800-38D, random nonces of 96 bits). What comes out names the key, by the beginning of its
 * SHA-256, so that a wrong key is told from a spoilt text: {@code sealed.KEY.NONCE-AND-TEXT}.
 */
final class SealKey {

    private static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private static final int ID_CHARS = 12;

    private static final Pattern SEALED =
            Pattern.compile("sealed\\.([0-9a-f]{" + ID_CHARS + "})\\.([A-Za-z0-9_-]{38,})");

    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;

    private final String id;

    private SealKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        try {
            this.id = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, ID_CHARS);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A new key as it is kept: 256 random bits in Base64. */
    static String next() {
        byte[] bytes = new byte[KEY_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The key that is kept like this; nothing when it is not 32 bytes in Base64. */
    static Optional<SealKey> read(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text.strip()))
                    .filter(bytes -> bytes.length == KEY_BYTES)
                    .map(SealKey::new);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Tells this key from others and says nothing of it. */
    String id() {
        return id;
    }

    /** Which key a text was sealed with; nothing when it is not sealed. */
    static Optional<String> idIn(String text) {
        Matcher sealed = SEALED.matcher(text);
        return sealed.matches() ? Optional.of(sealed.group(1)) : Optional.empty();
    }

    /**
     * Encrypts a text.
     *
     * @param about where it belongs; it opens nowhere else
     */
    String seal(String clear, String about) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] secret = cipher(Cipher.ENCRYPT_MODE, nonce, about).doFinal(clear.getBytes(StandardCharsets.UTF_8));
            byte[] both = ByteBuffer.allocate(nonce.length + secret.length)
                    .put(nonce)
                    .put(secret)
                    .array();
            return "sealed." + id + "."
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Decrypts a text; nothing when it is of another key or place, or was altered. */
    Optional<String> open(String sealed, String about) {
        Matcher parts = SEALED.matcher(sealed);
        if (!parts.matches() || !parts.group(1).equals(id)) {
            return Optional.empty();
        }
        try {
            byte[] both = Base64.getUrlDecoder().decode(parts.group(2));
            byte[] nonce = new byte[NONCE_BYTES];
            System.arraycopy(both, 0, nonce, 0, NONCE_BYTES);
            byte[] clear =
                    cipher(Cipher.DECRYPT_MODE, nonce, about).doFinal(both, NONCE_BYTES, both.length - NONCE_BYTES);
            return Optional.of(new String(clear, StandardCharsets.UTF_8));
        } catch (AEADBadTagException | IllegalArgumentException altered) {
            return Optional.empty();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String about) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
