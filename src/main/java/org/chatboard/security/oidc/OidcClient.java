package org.chatboard.security.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.Prompt;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.chatboard.rooms.rules.GroupRooms;
import org.jspecify.annotations.Nullable;

/** Speaks with the provider. */
@ApplicationScoped
class OidcClient {

    /** Threads that may wait for the provider; all others stay for those who talk. */
    private static final int MOST_AT_ONCE = 16;

    private final Semaphore calls = new Semaphore(MOST_AT_ONCE);

    @Inject
    Providers providers;

    @Inject
    GroupRooms rooms;

    /** A conversation with the provider. */
    private interface Call<T> {
        T with(Providers.Provider provider)
                throws IOException, ParseException, java.text.ParseException, BadJOSEException, JOSEException;
    }

    /**
     * Where a browser goes to prove who its reader is.
     *
     * @param isAgain whether that counts only if it happens now: the token then says when it did (OpenID Connect 3.1.2.1)
     */
    URI authorization(OidcConfig config, Attempt attempt, boolean isAgain) {
        return call(
                config,
                provider -> new AuthenticationRequest.Builder(
                                new ResponseType(ResponseType.Value.CODE),
                                Scope.parse(config.scopes()),
                                new ClientID(config.clientId()),
                                config.callback())
                        .endpointURI(provider.metadata().getAuthorizationEndpointURI())
                        .state(new State(attempt.state()))
                        .nonce(new Nonce(attempt.nonce()))
                        .codeChallenge(new CodeVerifier(attempt.verifier()), CodeChallengeMethod.S256)
                        .prompt(isAgain ? new Prompt(Prompt.Type.LOGIN) : null)
                        .maxAge(isAgain ? 0 : -1)
                        .build()
                        .toURI());
    }

    /**
     * Whether an answer is this provider's by its own word (RFC 9207); a provider that always says so must have said it.
     *
     * @param said the parameter {@code iss}
     */
    boolean isAnswerOf(OidcConfig config, @Nullable String said) {
        return call(
                config,
                provider -> said == null
                        ? !provider.metadata().supportsAuthorizationResponseIssuerParam()
                        : said.equals(config.issuer()));
    }

    /**
     * Who is behind a code.
     *
     * @throws OidcRefused when the provider does not answer, or what it answers is not for this attempt
     */
    PersonClaims redeem(OidcConfig config, String code, Attempt attempt) {
        return call(config, provider -> {
            var client = new ClientSecretBasic(new ClientID(config.clientId()), new Secret(config.clientSecret()));
            var grant = new AuthorizationCodeGrant(
                    new AuthorizationCode(code), config.callback(), new CodeVerifier(attempt.verifier()));
            TokenResponse answer = OIDCTokenResponseParser.parse(
                    send(new TokenRequest.Builder(provider.metadata().getTokenEndpointURI(), client, grant)
                            .build()
                            .toHTTPRequest()));
            if (!(answer.toHTTPResponse().indicatesSuccess() && answer instanceof OIDCTokenResponse success)) {
                throw new OidcRefused(
                        OidcProblem.FAILED,
                        "the code was not taken: "
                                + answer.toErrorResponse().getErrorObject().getCode());
            }
            OIDCTokens tokens = success.getOIDCTokens();
            IDTokenClaimsSet claims = provider.check(config).idToken(tokens.getIDToken(), attempt.nonce());
            return PersonClaims.of(
                    config, claims, more(config, provider, claims, tokens.getAccessToken()), tokens.getIDTokenString());
        });
    }

    /** What the provider says of the person on request, when the token alone leaves something open. */
    private @Nullable ClaimsSet more(
            OidcConfig config, Providers.Provider provider, IDTokenClaimsSet claims, AccessToken token)
            throws IOException, ParseException {
        URI address = provider.metadata().getUserInfoEndpointURI();
        boolean needsGroups = config.needsGroups() || rooms.isWanted();
        boolean isComplete = claims.getStringClaim("email") != null
                && (!needsGroups || claims.getClaim(config.groupsClaim()) != null);
        if (address == null || isComplete) {
            return null;
        }
        UserInfoResponse answer = UserInfoResponse.parse(send(new UserInfoRequest(address, token).toHTTPRequest()));
        if (!answer.indicatesSuccess() || answer.toSuccessResponse().getUserInfo() == null) {
            return null;
        }
        UserInfo info = answer.toSuccessResponse().getUserInfo();
        if (!claims.getSubject().equals(info.getSubject())) {
            throw new OidcRefused(OidcProblem.FAILED, "the user info is somebody else's");
        }
        return info;
    }

    /** A logout token that is the provider's and meant for us. */
    LogoutNote logoutToken(OidcConfig config, String token) {
        return call(config, provider -> LogoutNote.of(provider.check(config).logoutToken(JWTParser.parse(token))));
    }

    /** Where a browser tells the provider that its reader leaves; nothing where the provider does not want to know. */
    Optional<URI> endSession(OidcConfig config, @Nullable String idToken) {
        return call(config, provider -> {
            URI address = provider.metadata().getEndSessionEndpointURI();
            if (address == null) {
                return Optional.empty();
            }
            var request = new LogoutRequest(
                    address,
                    idToken == null ? null : JWTParser.parse(idToken),
                    null,
                    new ClientID(config.clientId()),
                    config.afterSignOut(),
                    null,
                    null);
            return Optional.of(request.toURI());
        });
    }

    private HTTPResponse send(HTTPRequest request) throws IOException {
        return request.send(providers.exchange());
    }

    private <T> T call(OidcConfig config, Call<T> call) {
        if (!calls.tryAcquire()) {
            throw new OidcRefused(OidcProblem.UNAVAILABLE, "too many wait for " + config.issuer());
        }
        try {
            return call.with(providers.find(config));
        } catch (IOException | KeySourceException silent) {
            throw new OidcRefused(OidcProblem.UNAVAILABLE, "no answer of " + config.issuer(), silent);
        } catch (ParseException
                | java.text.ParseException
                | BadJOSEException
                | JOSEException
                | IllegalArgumentException wrong) {
            throw new OidcRefused(OidcProblem.FAILED, "what came back proves nothing", wrong);
        } finally {
            calls.release();
        }
    }
}
