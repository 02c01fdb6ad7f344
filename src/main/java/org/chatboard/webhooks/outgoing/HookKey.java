package org.chatboard.webhooks.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chatboard.platform.DataFolder;
import org.jspecify.annotations.Nullable;

/**
 * The key from which the secrets of outgoing hooks are made: a file in ChatBoard's folder, so that whoever gets hold of the
 * database alone can sign nothing. Servers that share a database share this file.
 */
@ApplicationScoped
class HookKey {

    private static final String ALGORITHM = "HmacSHA256";

    private static final String FILE = "webhook-key";

    private static final int BYTES = 32;

    private static final String PREFIX = "cbs_";

    private static final int ID_LENGTH = 16;

    @Inject
    DataFolder folder;

    private volatile @Nullable Key key;

    private record Key(String id, SecretKeySpec mac) {}

    /** Which key this server has; nothing when it has no folder of its own. */
    Optional<String> id() {
        return find().map(Key::id);
    }

    /** The secret of a hook. */
    String secret(UUID hookId, int version) {
        Key known = find().orElseThrow(() -> new IllegalStateException("chatboard.data-dir is not set"));
        byte[] made = hmac(known.mac(), ascii(hookId + ":" + version));
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(made);
    }

    /** What receivers check: {@code v1=} and the HMAC-SHA-256 of time, a full stop and body, in hex. */
    static String signature(String secret, String timestamp, byte[] body) {
        return "v1=" + HexFormat.of().formatHex(hmac(macKey(ascii(secret)), ascii(timestamp + "."), body));
    }

    private Optional<Key> find() {
        Key known = key;
        if (known == null) {
            known = folder.find()
                    .map(data -> data.resolve(FILE))
                    .map(this::read)
                    .orElse(null);
            key = known;
        }
        return Optional.ofNullable(known);
    }

    private synchronized Key read(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] fresh = new byte[BYTES];
                new SecureRandom().nextBytes(fresh);
                folder.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(fresh) + "\n");
            }
            byte[] bytes = decoded(Files.readString(file).strip());
            if (bytes.length < BYTES) {
                throw new IOException(file + " is no key of ChatBoard; restore it from a backup or remove it");
            }
            SecretKeySpec mac = macKey(bytes);
            return new Key(HexFormat.of().formatHex(hmac(mac, ascii("id"))).substring(0, ID_LENGTH), mac);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException noKey) {
            return new byte[0];
        }
    }

    private static SecretKeySpec macKey(byte[] bytes) {
        return new SecretKeySpec(bytes, ALGORITHM);
    }

    private static byte[] hmac(SecretKeySpec key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
