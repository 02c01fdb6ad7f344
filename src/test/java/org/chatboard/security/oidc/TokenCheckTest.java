package org.chatboard.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Only the provider's own tokens for us count; each forgery is refused. */
class TokenCheckTest {

    private static final String ISSUER = "https://idp.example/realms/corp";
    private static final String CLIENT = "chatboard";
    private static final String NONCE = "the nonce of this browser";
    private static final String LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

    private static final RSAKey KEY = key();
    private static final RSAKey OTHER_KEY = key();

    private final TokenCheck check = new TokenCheck(
            new Issuer(ISSUER), new ClientID(CLIENT), new ImmutableJWKSet<>(new JWKSet(KEY.toPublicJWK())));

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("k").generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    private static JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("f:1:anna")
                .audience(CLIENT)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)))
                .claim("nonce", NONCE);
    }

    private static JWTClaimsSet.Builder logout() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("f:1:anna")
                .audience(CLIENT)
                .issueTime(Date.from(Instant.now()))
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .jwtID("once")
                .claim("sid", "session-1")
                .claim("events", Map.of(LOGOUT, Map.of()));
    }

    private static JWT signed(JWTClaimsSet claims, RSAKey key) throws JOSEException, ParseException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(), claims);
        token.sign(new RSASSASigner(key));
        return JWTParser.parse(token.serialize());
    }

    private void isRefused(JWT token) {
        assertThatThrownBy(() -> check.idToken(token, NONCE)).isInstanceOf(BadJOSEException.class);
    }

    @Test
    void theProvidersOwnTokenCounts() throws Exception {
        assertThat(check.idToken(signed(claims().build(), KEY), NONCE)
                        .getSubject()
                        .getValue())
                .isEqualTo("f:1:anna");
    }

    @Test
    void anExpiredTokenIsRefusedBeyondTheLeeway() throws Exception {
        Instant now = Instant.now();
        JWTClaimsSet justOver =
                claims().expirationTime(Date.from(now.minusSeconds(30))).build();
        assertThat(check.idToken(signed(justOver, KEY), NONCE)).isNotNull();
        isRefused(
                signed(claims().expirationTime(Date.from(now.minusSeconds(90))).build(), KEY));
        isRefused(signed(claims().issueTime(Date.from(now.plusSeconds(120))).build(), KEY));
    }

    @Test
    void aTokenForSomebodyElseIsRefused() throws Exception {
        isRefused(signed(claims().audience("another").build(), KEY));
        isRefused(signed(claims().claim("azp", "another").build(), KEY));
    }

    @Test
    void aTokenOfAnotherIssuerIsRefused() throws Exception {
        isRefused(signed(claims().issuer("https://evil.example").build(), KEY));
        isRefused(signed(claims().issuer(ISSUER + "/").build(), KEY));
    }

    @Test
    void aTokenWithoutASignatureIsRefused() {
        isRefused(new PlainJWT(claims().build()));
    }

    @Test
    void aTokenOfAnotherKeyIsRefused() throws Exception {
        isRefused(signed(claims().build(), OTHER_KEY));
    }

    @Test
    void thePublicKeyIsNoSecret() throws Exception {
        for (byte[] secret : Set.of(
                KEY.toRSAPublicKey().getEncoded(),
                KEY.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8))) {
            SignedJWT forged = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k").build(), claims().build());
            forged.sign(new MACSigner(secret));
            isRefused(JWTParser.parse(forged.serialize()));
        }
    }

    @Test
    void aKeyInTheTokenItselfIsNotBelieved() throws Exception {
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .jwk(OTHER_KEY.toPublicJWK())
                        .build(),
                claims().build());
        forged.sign(new RSASSASigner(OTHER_KEY));
        isRefused(JWTParser.parse(forged.serialize()));
    }

    @Test
    void aTokenOfAnotherBrowserIsRefused() throws Exception {
        isRefused(signed(claims().claim("nonce", "another").build(), KEY));
        isRefused(signed(claims().claim("nonce", null).build(), KEY));
    }

    @Test
    void aTokenWithoutASubjectIsRefused() throws Exception {
        isRefused(signed(claims().subject(null).build(), KEY));
    }

    @Test
    void theProvidersLogoutTokenCounts() throws Exception {
        LogoutNote note = LogoutNote.of(check.logoutToken(signed(logout().build(), KEY)));
        assertThat(note.id()).isEqualTo("once");
        assertThat(note.sid()).isEqualTo("session-1");
        assertThat(note.subject()).isEqualTo("f:1:anna");
    }

    @Test
    void noOtherTokenSignsPeopleOut() throws Exception {
        for (JWT token : Set.of(
                signed(claims().build(), KEY),
                signed(logout().claim("nonce", NONCE).build(), KEY),
                signed(logout().claim("events", null).build(), KEY),
                signed(logout().audience("another").build(), KEY),
                signed(logout().issuer("https://evil.example").build(), KEY),
                signed(
                        logout().expirationTime(Date.from(Instant.now().minusSeconds(90)))
                                .build(),
                        KEY),
                signed(logout().claim("jti", null).build(), KEY),
                signed(logout().claim("iat", null).build(), KEY),
                signed(logout().build(), OTHER_KEY),
                new PlainJWT(logout().build()))) {
            assertThatThrownBy(() -> check.logoutToken(token)).isInstanceOf(BadJOSEException.class);
        }
    }
}
