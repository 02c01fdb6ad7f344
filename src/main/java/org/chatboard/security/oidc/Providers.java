package org.chatboard.security.oidc;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.chatboard.platform.Time;
import org.chatboard.security.oidc.wire.BoundedExchange;
import org.jspecify.annotations.Nullable;

/**
 * Asks the provider for its addresses and keys, and remembers them. A provider that does not answer is left alone for a
 * while, so that nobody's thread hangs for it over and over; what it said before still holds then.
 */
@ApplicationScoped
class Providers {

    /**
     * The provider as it describes itself.
     *
     * @param metadata its addresses
     * @param keys the keys that it signs with, fetched again when one is unknown
     * @param readAt when it was asked
     */
    record Provider(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant readAt) {

        TokenCheck check(OidcConfig config) {
            return new TokenCheck(metadata.getIssuer(), new ClientID(config.clientId()), keys);
        }

        boolean isOf(OidcConfig config) {
            return metadata.getIssuer().getValue().equals(config.issuer());
        }
    }

    private static final System.Logger LOG = System.getLogger(Providers.class.getName());

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** A provider that has just started took five seconds for its first token. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private static final Duration FRESH = Duration.ofHours(1);

    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    /** How long old keys count while the provider gives no new ones. */
    private static final Duration OUTAGE = Duration.ofHours(4);

    private final ReentrantLock asking = new ReentrantLock();

    private volatile @Nullable Provider known;

    private volatile Instant askAgain = Instant.MIN;

    private volatile String failed = "";

    private BoundedExchange exchange = new BoundedExchange(CONNECT, ANSWER);

    @Inject
    Time time;

    /** How it is asked. */
    BoundedExchange exchange() {
        return exchange;
    }

    /** Waits no longer than this for an answer. */
    void waitAtMost(Duration answer) {
        exchange = new BoundedExchange(answer, answer);
    }

    /**
     * The provider of this configuration.
     *
     * @throws OidcRefused when it has never answered and does not now
     */
    Provider find(OidcConfig config) {
        Provider before = known;
        if (before != null && before.isOf(config) && isFresh(before)) {
            return before;
        }
        if (!lock()) {
            throw new OidcRefused(OidcProblem.UNAVAILABLE, "others wait already for an answer of " + config.issuer());
        }
        try {
            return look(config);
        } finally {
            asking.unlock();
        }
    }

    private Provider look(OidcConfig config) {
        Provider before = known;
        Provider old = before != null && before.isOf(config) ? before : null;
        if (old != null && isFresh(old)) {
            return old;
        }
        boolean isLeftAlone = failed.equals(config.issuer()) && time.steady().isBefore(askAgain);
        try {
            if (!isLeftAlone) {
                Provider now = ask(config);
                known = now;
                return now;
            }
        } catch (IOException | GeneralException | RuntimeException silent) {
            failed = config.issuer();
            askAgain = time.steady().plus(LEFT_ALONE);
            LOG.log(Level.WARNING, "The provider {0} cannot be asked: {1}", config.issuer(), silent.toString());
        }
        if (old == null) {
            throw new OidcRefused(OidcProblem.UNAVAILABLE, "no answer of " + config.issuer());
        }
        return old;
    }

    private Provider ask(OidcConfig config) throws IOException, GeneralException {
        String address = config.issuer().replaceFirst("/$", "") + DISCOVERY;
        OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(
                exchange.retrieveResource(URI.create(address).toURL()).getContent());
        if (!metadata.getIssuer().equals(new Issuer(config.issuer()))) {
            throw new GeneralException("it calls itself " + metadata.getIssuer());
        }
        // Refreshing ahead would be done by threads of its own, which outlive the application.
        var keys = JWKSourceBuilder.<SecurityContext>create(
                        metadata.getJWKSetURI().toURL(), exchange)
                .refreshAheadCache(false)
                .retrying(true)
                .outageTolerant(OUTAGE.toMillis())
                .build();
        return new Provider(metadata, keys, time.steady());
    }

    private boolean lock() {
        try {
            return asking.tryLock(CONNECT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isFresh(Provider provider) {
        return time.steady().isBefore(provider.readAt().plus(FRESH));
    }
}
