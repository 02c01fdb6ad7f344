package org.chatboard.security.proxy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.platform.request.SeldomLine;
import org.chatboard.platform.sql.Tables;

/**
 * Whom a proxy that is listed says a request is of. What anybody else says about that is not listened to, and once in a while
 * a line in the log says that somebody tried.
 */
@ApplicationScoped
public class ProxyDoor {

    private static final System.Logger LOG = System.getLogger(ProxyDoor.class.getName());

    private static final String ATTRIBUTE = ProxyDoor.class.getName();

    /** Others may take the same name, or the same person may open two pages, at the same moment. */
    private static final int MOST_TRIES = 3;

    private final SeldomLine ignored = new SeldomLine();

    @Inject
    ProxySettings settings;

    @Inject
    ProxyIdentities identities;

    /**
     * What the proxy says.
     *
     * @param userId the account; nothing when the person has none, or may not come in
     */
    public record Word(Optional<UUID> userId) {

        /** Whether this is the person who is signed in. */
        public boolean isOf(UUID signedIn) {
            return userId.equals(Optional.of(signedIn));
        }
    }

    /** Whom the proxy says a request is of, among those who have come in before; nothing where it says nothing. */
    public Optional<Word> listen(HttpServletRequest request) {
        return word(request, (config, person) -> identities.find(person));
    }

    /**
     * Lets in whom the proxy names: somebody new gets an account, if the settings allow it. Nobody when they may not come in;
     * why not stands in the log, and {@link #problem} knows it for the page.
     */
    public Optional<UUID> enter(HttpServletRequest request) {
        if (problem(request).isPresent()) {
            return Optional.empty();
        }
        Optional<Word> word = word(request, (config, person) -> {
            UUID userId = enter(config, person);
            LOG.log(Level.INFO, "Sign-in as \"{0}\" by the proxy {1}", person.subject(), ClientAddress.peer(request));
            return Optional.of(userId);
        });
        return word.flatMap(Word::userId);
    }

    /**
     * Whether the sign-in page would let this account in again without a question. The request need not say it: a proxy may
     * name people on the sign-in page alone.
     */
    public boolean opensFor(UUID userId) {
        return settings.find().isPresent() && identities.isKnown(userId);
    }

    /** Why this request did not come in although the proxy named somebody. */
    public static Optional<ProxyProblem> problem(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof ProxyProblem problem
                ? Optional.of(problem)
                : Optional.empty();
    }

    private interface Search {
        Optional<UUID> account(ProxyConfig config, ProxyPerson person);
    }

    private Optional<Word> word(HttpServletRequest request, Search search) {
        Optional<ProxyConfig> found = settings.find();
        if (found.isEmpty() || request.getHeader(found.get().userHeader()) == null) {
            return Optional.empty();
        }
        ProxyConfig config = found.get();
        // The connection itself: what other headers say about it makes nobody a proxy.
        if (!config.trusted().contains(ClientAddress.peer(request))) {
            ignore(config, request);
            return Optional.empty();
        }
        try {
            return ProxyPerson.read(config, name -> Collections.list(request.getHeaders(name)))
                    .map(person -> new Word(search.account(config, person)));
        } catch (ProxyRefused refused) {
            LOG.log(
                    Level.WARNING,
                    "Sign-in by the proxy {0} refused ({1}): {2}",
                    ClientAddress.peer(request),
                    refused.problem().code(),
                    refused.getMessage());
            request.setAttribute(ATTRIBUTE, refused.problem());
            return Optional.of(new Word(Optional.empty()));
        }
    }

    private UUID enter(ProxyConfig config, ProxyPerson person) {
        for (int i = 1; ; i++) {
            try {
                return identities.enter(config, person);
            } catch (PersistenceException | Invalid overtaken) {
                if (i == MOST_TRIES) {
                    throw overtaken;
                }
            } catch (Unavailable failed) {
                if (i == MOST_TRIES || !Tables.isTaken(failed)) {
                    throw failed;
                }
            }
        }
    }

    private void ignore(ProxyConfig config, HttpServletRequest request) {
        ignored.count()
                .ifPresent(times -> LOG.log(
                        Level.WARNING,
                        "{0} from {1} was ignored, it is in no address of {2} ({3} such since the last line)",
                        config.userHeader(),
                        ClientAddress.peer(request),
                        Setting.PROXY_TRUSTED.key(),
                        times));
    }
}
