package org.chatboard.security.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.LogoutTokenValidator;
import java.util.Set;

/**
 * Whether a token is the provider's and meant for us. Signatures with public keys only: neither {@code none} nor an HMAC, for
 * which a public key could be passed off as the secret.
 */
record TokenCheck(Issuer issuer, ClientID client, JWKSource<SecurityContext> keys) {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    /** By how much the clocks may differ. */
    static final int LEEWAY_SECONDS = 60;

    /** What an ID token says: signed by the provider, for us, for the browser with this nonce, and not out of date. */
    IDTokenClaimsSet idToken(JWT token, String nonce) throws BadJOSEException, JOSEException {
        var validator = new IDTokenValidator(issuer, client, selector(), null);
        validator.setMaxClockSkew(LEEWAY_SECONDS);
        IDTokenClaimsSet claims = validator.validate(token, new Nonce(nonce));
        if (claims.getAuthorizedParty() != null
                && !claims.getAuthorizedParty().getValue().equals(client.getValue())) {
            throw new BadJWTException("The token was given to another client");
        }
        return claims;
    }

    /** What a logout token says. How old it may be is for the caller to judge. */
    LogoutTokenClaimsSet logoutToken(JWT token) throws BadJOSEException, JOSEException {
        // Not all providers give it a type; what it says of events, and the missing nonce, keep it apart from an ID
        // token.
        var validator = new LogoutTokenValidator(issuer, client, false, selector(), null);
        validator.setMaxClockSkew(LEEWAY_SECONDS);
        return validator.validate(token);
    }

    private JWSVerificationKeySelector<SecurityContext> selector() {
        return new JWSVerificationKeySelector<>(ALGORITHMS, keys);
    }
}
