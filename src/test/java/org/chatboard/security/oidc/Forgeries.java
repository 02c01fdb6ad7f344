package org.chatboard.security.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Tokens that look like the provider's and prove nothing, each for one reason. */
final class Forgeries {

    /** Somebody else's, who calls it what the provider calls its own. */
    private static final RSAKey FORGERS = FakeProvider.newKey("first");

    private Forgeries() {}

    /**
     * One of each kind.
     *
     * @param good what would be believed, new each time
     */
    static Map<String, String> of(RSAKey key, Supplier<JWTClaimsSet.Builder> good) {
        Instant now = Instant.now();
        Map<String, String> all = new LinkedHashMap<>();
        try {
            all.put("of another key", FakeProvider.signed(FORGERS, good.get().build()));
            all.put(
                    "with its key inside",
                    signed(
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .jwk(FORGERS.toPublicJWK())
                                    .build(),
                            good,
                            new RSASSASigner(FORGERS)));
            all.put("alg none", new PlainJWT(good.get().build()).serialize());
            JWSHeader hmac = new JWSHeader.Builder(JWSAlgorithm.HS256)
                    .keyID(key.getKeyID())
                    .build();
            all.put(
                    "the public key as a secret",
                    signed(hmac, good, new MACSigner(key.toRSAPublicKey().getEncoded())));
            all.put(
                    "the public key's text as a secret",
                    signed(
                            hmac,
                            good,
                            new MACSigner(key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))));
            all.put("altered", altered(FakeProvider.signed(key, good.get().build())));
            all.put(
                    "expired",
                    FakeProvider.signed(
                            key,
                            good.get()
                                    .expirationTime(Date.from(now.minusSeconds(90)))
                                    .build()));
            all.put(
                    "for another audience",
                    FakeProvider.signed(key, good.get().audience("another").build()));
            all.put(
                    "of another issuer",
                    FakeProvider.signed(
                            key, good.get().issuer("https://evil.example").build()));
            return all;
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static String signed(JWSHeader header, Supplier<JWTClaimsSet.Builder> claims, JWSSigner signer)
            throws JOSEException {
        SignedJWT token = new SignedJWT(header, claims.get().build());
        token.sign(signer);
        return token.serialize();
    }

    /** Another e-mail address under the signature of the first one. */
    private static String altered(String token) {
        String[] parts = token.split("\\.", -1);
        String claims = new Base64URL(parts[1]).decodeToString().replace("corp.example", "evil.example");
        return parts[0] + "." + Base64URL.encode(claims) + "." + parts[2];
    }

    /** What must be in no log. */
    static String signature(String token) {
        String signature = token.substring(token.lastIndexOf('.') + 1);
        return signature.isEmpty() ? token : signature;
    }
}
