package org.chatboard.security.oidc;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * One browser on its way to the provider. It carries this itself, in a cookie: so what comes back counts in that browser
 * alone, on whatever server of the installation, and two tabs do not disturb each other.
 *
 * @param state what the provider hands back with the answer
 * @param nonce what it puts into the token
 * @param verifier what the code is worth nothing without (PKCE)
 * @param next the page to come to
 * @param startedAt when the browser set out
 */
public record Attempt(String state, String nonce, String verifier, String next, Instant startedAt) {

    /** How long people may take at the provider: a password, a second factor, a look for the telephone. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    private static final int RANDOM_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    /** A browser sets out. */
    public static Attempt start(String next, Instant now) {
        return new Attempt(random(), random(), new CodeVerifier().getValue(), next, now);
    }

    private static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether this answer belongs to it and comes in time. */
    public boolean awaits(String answered, Instant now) {
        return MessageDigest.isEqual(state.getBytes(StandardCharsets.UTF_8), answered.getBytes(StandardCharsets.UTF_8))
                && now.isBefore(startedAt.plus(LIFE));
    }

    /** The value of the cookie. */
    public String toCookie() {
        String json = Json.createObjectBuilder()
                .add("state", state)
                .add("nonce", nonce)
                .add("verifier", verifier)
                .add("next", next)
                .add("at", startedAt.toEpochMilli())
                .build()
                .toString();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** What the value of a cookie says; nothing when somebody else wrote it. */
    public static Optional<Attempt> ofCookie(String value) {
        try (JsonReader reader = Json.createReader(
                new StringReader(new String(Base64.getUrlDecoder().decode(value), StandardCharsets.UTF_8)))) {
            JsonObject json = reader.readObject();
            return Optional.of(new Attempt(
                    json.getString("state"),
                    json.getString("nonce"),
                    json.getString("verifier"),
                    json.getString("next"),
                    Instant.ofEpochMilli(json.getJsonNumber("at").longValueExact())));
        } catch (JsonException
                | IllegalArgumentException
                | ArithmeticException
                | ClassCastException
                | NullPointerException spoilt) {
            return Optional.empty();
        }
    }
}
