package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.security.remember.RememberedTokens;
import org.chatboard.tokens.TokenService;
import org.chatboard.tokens.TokensEnded;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/** Who is signed in, where. Roles and whether the account is active are read again with every look, never remembered. */
@ApplicationScoped
@Transactional
public class LoginSessions {

    /** Being here is noted this exactly, which spares the database a write for every request. */
    private static final Duration SEEN_EXACTNESS = Duration.ofMinutes(1);

    /** How long past sign-ins stay readable, beyond the longest life of one. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** How far back endings are told; more than the clocks of servers and database differ. */
    private static final Duration LATELY = Duration.ofMinutes(2);

    private static final int MOST_IN_A_STATEMENT = 1_000;

    @Inject
    LoginSessionRepository logins;

    @Inject
    RememberedTokens remembered;

    @Inject
    UserService users;

    @Inject
    TokenService tokens;

    @Inject
    Settings settings;

    @Inject
    Time time;

    @Inject
    Event<LoginsEnded> ended;

    /**
     * A new sign-in.
     *
     * @param secret for the cookie; kept nowhere else
     */
    public record Opened(UUID id, String secret) {}

    /**
     * Signs a person in.
     *
     * @param address where from, as the server saw it
     * @param userAgent what the browser calls itself
     */
    public Opened open(UUID userId, String address, String userAgent) {
        Instant now = time.now();
        logins.forget(
                userId, now.minus(settings.duration(Setting.SESSION_MAX_AGE)).minus(KEPT));
        Opened opened = new Opened(Ids.next(), LoginToken.next());
        logins.add(new LoginSession(opened.id(), userId, LoginToken.hash(opened.secret()), address, userAgent, now));
        return opened;
    }

    /** Who holds this secret, if the sign-in still counts and the account is active; notes that they are here. */
    public Optional<ChatBoardPrincipal> find(String token) {
        return findByHash(Set.of(LoginToken.hash(token))).values().stream().findFirst();
    }

    /** The same for many at once, in two statements, by the hashes of their secrets. */
    Map<String, ChatBoardPrincipal> findByHash(Set<String> tokenHashes) {
        if (tokenHashes.isEmpty()) {
            return Map.of();
        }
        Instant now = time.now();
        List<LoginSession> open = logins.findByTokenHash(tokenHashes).stream()
                .filter(login -> isOpen(login, now))
                .toList();
        logins.seen(
                open.stream()
                        .filter(login -> login.lastSeenAt().isBefore(now.minus(SEEN_EXACTNESS)))
                        .map(LoginSession::id)
                        .collect(Collectors.toSet()),
                now);
        Map<UUID, UserView> people =
                users.findAll(open.stream().map(LoginSession::userId).collect(Collectors.toSet()));
        Map<String, ChatBoardPrincipal> found = new HashMap<>();
        for (LoginSession login : open) {
            UserView user = people.get(login.userId());
            if (user != null && user.isActive()) {
                found.put(login.tokenHash(), new ChatBoardPrincipal(callerOf(user), user.displayName(), login.id()));
            }
        }
        return found;
    }

    /**
     * Tells, as {@link LoginsEnded}, which sign-ins ended lately on whatever server and in whatever way, among them an
     * administrator's hand in the database. A sign-in is told of several times, so that nobody who is just coming in
     * with it slips through; those of disabled accounts are ended first. Tokens count as sign-ins here.
     */
    public void tellEnded() {
        end(logins.findOfDisabled());
        tokens.tellEnded();
        Set<UUID> lately = logins.endedAfter(time.now().minus(LATELY));
        if (!lately.isEmpty()) {
            ended.fire(new LoginsEnded(lately));
        }
    }

    /** Ends those that the provider has not spoken of for too long: not every provider tells who may come in no more. */
    public void endUnconfirmed() {
        end(logins.findOfProviders(time.now().minus(settings.duration(Setting.OIDC_SESSION_MAX_AGE))));
    }

    /**
     * Notes that these sign-ins are in use by other ways than HTTP requests, so that they do not run into the idle time.
     *
     * @return those that have come to their end: by time, removed from the table, or unnoticed because clocks differ
     */
    public Set<UUID> use(Set<UUID> loginIds) {
        Instant now = time.now();
        Instant usedAfter = now.minus(settings.duration(Setting.SESSION_IDLE));
        Instant bornAfter = now.minus(settings.duration(Setting.SESSION_MAX_AGE));
        Set<UUID> over = new HashSet<>(loginIds);
        List<UUID> all = List.copyOf(loginIds);
        for (int from = 0; from < all.size(); from += MOST_IN_A_STATEMENT) {
            Set<UUID> open = logins.stillOpen(
                    all.subList(from, Math.min(from + MOST_IN_A_STATEMENT, all.size())), usedAfter, bornAfter);
            logins.seen(open, now);
            over.removeAll(open);
        }
        over.removeAll(tokens.use(over));
        return over;
    }

    /** Whatever is open for a token closes as it does for a sign-in. */
    void tokensEnded(@Observes TokensEnded event) {
        ended.fire(new LoginsEnded(event.tokenIds()));
    }

    /**
     * From when to when a sign-in lasts.
     *
     * @param since when it began
     * @param until when it ends in any case
     * @param idle how long it lasts without use
     */
    public record Span(Instant since, Instant until, Duration idle) {}

    /** How long this sign-in lasts; nothing when it is ended. */
    public Optional<Span> span(UUID loginId) {
        return logins.find(loginId)
                .filter(login -> !login.isEnded())
                .map(login -> new Span(
                        login.createdAt(),
                        login.createdAt().plus(maxAge(login.id())),
                        settings.duration(Setting.SESSION_IDLE)));
    }

    private Duration maxAge(UUID loginId) {
        Duration own = settings.duration(Setting.SESSION_MAX_AGE);
        Duration providers = settings.duration(Setting.OIDC_SESSION_MAX_AGE);
        return providers.compareTo(own) < 0 && logins.isOfProvider(loginId) ? providers : own;
    }

    /**
     * A sign-in as its owner sees it.
     *
     * @param address where from
     * @param userAgent what the browser called itself
     * @param since when it began
     * @param lastSeenAt when it was last in use, to the minute
     * @param isRemembered whether the browser comes back by itself, even after the sign-in ran out
     */
    public record SignedIn(
            UUID id, String address, String userAgent, Instant since, Instant lastSeenAt, boolean isRemembered) {

        /** Whether a request with these looks as if it came from there. */
        public boolean isFrom(String otherAddress, String otherUserAgent) {
            return address.equals(LoginSession.shortAddress(otherAddress))
                    && userAgent.equals(LoginSession.shortUserAgent(otherUserAgent));
        }
    }

    /** Where a person is signed in, the most recently used first. */
    public List<SignedIn> list(UUID userId) {
        Instant now = time.now();
        List<LoginSession> all = logins.findOf(userId);
        Set<UUID> coming = remembered.remembered(
                all.stream().map(LoginSession::id).toList(), now.minus(settings.duration(Setting.SESSION_REMEMBER)));
        return all.stream()
                .filter(login -> isOpen(login, now) || coming.contains(login.id()))
                .map(login -> view(login, coming.contains(login.id())))
                .sorted(Comparator.comparing(SignedIn::lastSeenAt)
                        .thenComparing(SignedIn::since)
                        .reversed())
                .toList();
    }

    /** Those of these sign-ins that nobody has ended, though they may have run out. */
    public List<SignedIn> unended(Collection<UUID> loginIds) {
        return loginIds.stream()
                .flatMap(id -> logins.find(id).stream())
                .filter(login -> !login.isEnded())
                .map(login -> view(login, true))
                .toList();
    }

    private static SignedIn view(LoginSession login, boolean isRemembered) {
        return new SignedIn(
                login.id(), login.address(), login.userAgent(), login.createdAt(), login.lastSeenAt(), isRemembered);
    }

    /**
     * Ends those sign-ins of a person that are {@code chosen}; those of others stay.
     *
     * @return how many those are
     */
    public int endOf(UUID userId, Predicate<UUID> chosen) {
        List<LoginSession> all = logins.findOf(userId).stream()
                .filter(login -> chosen.test(login.id()))
                .toList();
        end(all);
        return all.size();
    }

    /** Signs out. Nothing happens when it is ended already. */
    public void end(UUID loginId) {
        end(logins.find(loginId).filter(login -> !login.isEnded()).stream().toList());
    }

    /** Signs a person out everywhere. */
    public void endAllOf(UUID userId) {
        end(logins.findOf(userId));
    }

    private void end(Collection<LoginSession> all) {
        if (!all.isEmpty()) {
            Instant now = time.now();
            Set<UUID> chosen = all.stream().map(LoginSession::id).collect(Collectors.toSet());
            Set<UUID> kin = remembered.kin(chosen);
            all.forEach(login -> login.end(now));
            kin.stream()
                    .filter(id -> !chosen.contains(id))
                    .flatMap(id -> logins.find(id).stream())
                    .filter(login -> !login.isEnded())
                    .forEach(login -> login.end(now));
            ended.fire(new LoginsEnded(kin));
        }
    }

    private boolean isOpen(LoginSession login, Instant now) {
        return login.isOpen(now, settings.duration(Setting.SESSION_IDLE), settings.duration(Setting.SESSION_MAX_AGE));
    }

    private static Caller callerOf(UserView user) {
        Set<Role> roles = user.isStaff() ? Set.of(Role.USER, Role.ADMIN) : Set.of(Role.USER);
        return new Caller(user.id(), user.username(), roles);
    }
}
