package org.chatboard.security.oidc;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Time;
import org.chatboard.rooms.rules.GroupRooms;
import org.chatboard.rooms.rules.GroupSource;
import org.jspecify.annotations.Nullable;

/** Sign-in by way of the provider, from the button to the sign-out. */
@ApplicationScoped
public class OidcService {

    private static final System.Logger LOG = System.getLogger(OidcService.class.getName());

    /** Others may take the same name, or come in as the same person, at the same moment. */
    private static final int MOST_TRIES = 3;

    private final LogoutNotes notes = new LogoutNotes();

    @Inject
    OidcSettings settings;

    @Inject
    OidcClient client;

    @Inject
    Identities identities;

    @Inject
    GroupRooms rooms;

    @Inject
    Time time;

    /** Somebody who has proved who they are. */
    public static final class Arrival {
        private final Identities.Entry entry;
        private final PersonClaims claims;

        Arrival(Identities.Entry entry, PersonClaims claims) {
            this.entry = entry;
            this.claims = claims;
        }

        /** The account. */
        public UUID userId() {
            return entry.userId();
        }
    }

    /** The configuration; nothing when people sign in with passwords alone. */
    public Optional<OidcConfig> config() {
        return settings.find();
    }

    /** A browser sets out and wants to come to this page. */
    public Attempt start(String next) {
        return Attempt.start(next, time.now());
    }

    /**
     * Where the browser goes.
     *
     * @param isAgain whether the provider is to ask people who are signed in there already, too
     * @throws OidcRefused when the provider does not answer
     */
    public URI authorization(OidcConfig config, Attempt attempt, boolean isAgain) {
        return client.authorization(config, attempt, isAgain);
    }

    /**
     * A browser comes back.
     *
     * @param issuer who answers, by the answer's own word
     * @throws OidcRefused when the person may not come in
     */
    public Arrival arrive(OidcConfig config, Attempt attempt, @Nullable String issuer, String code) {
        checkIssuer(config, issuer);
        PersonClaims claims = client.redeem(config, code, attempt);
        for (int i = 1; ; i++) {
            try {
                Arrival arrival = new Arrival(identities.enter(config, claims), claims);
                claims.groups().ifPresent(groups -> rooms.apply(arrival.userId(), GroupSource.OIDC, groups));
                return arrival;
            } catch (PersistenceException | Invalid overtaken) {
                if (i == MOST_TRIES) {
                    throw overtaken;
                }
            }
        }
    }

    /**
     * Nothing is believed of an answer that another provider gave (RFC 9207).
     *
     * @throws OidcRefused when one did
     */
    public void checkIssuer(OidcConfig config, @Nullable String issuer) {
        if (!client.isAnswerOf(config, issuer)) {
            throw new OidcRefused(OidcProblem.FAILED, "the answer is of another issuer");
        }
    }

    /**
     * When somebody who came by way of the provider showed there who they are; nothing when they came otherwise.
     *
     * @param since when the sign-in began here, which counts where the provider does not say
     */
    public Optional<Instant> provedAt(UUID loginId, Instant since) {
        return identities.find(loginId).map(login -> login.provedAt().orElse(since));
    }

    /** Notes which sign-in became of it. */
    public void signedIn(Arrival arrival, UUID loginId) {
        identities.note(loginId, arrival.entry, arrival.claims);
    }

    /**
     * Where a browser goes after its sign-in has ended here, so that it ends at the provider, too. Nowhere when it did not
     * begin there, or the provider does not answer.
     */
    public Optional<URI> leave(UUID loginId) {
        try {
            Optional<ExternalLogin> login = identities.leave(loginId);
            return login.flatMap(left -> config().flatMap(config -> client.endSession(config, left.idToken())));
        } catch (OidcRefused silent) {
            LOG.log(Level.WARNING, "A sign-out was not told to the provider: {0}", silent.getMessage());
            return Optional.empty();
        }
    }

    /**
     * The provider says that somebody has left (back-channel logout).
     *
     * @throws OidcRefused when this is not the provider, or an old note of it
     */
    public void left(OidcConfig config, String token) {
        LogoutNote note = client.logoutToken(config, token);
        notes.take(note, time.now());
        try {
            int ended = identities.end(config.issuer(), note.subject(), note.sid());
            LOG.log(Level.INFO, "The provider ended {0} sign-in(s)", ended);
        } catch (RuntimeException undone) {
            notes.forget(note);
            throw undone;
        }
    }
}
