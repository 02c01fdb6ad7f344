package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
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

    @Inject
    LoginSessionRepository logins;

    @Inject
    UserService users;

    @Inject
    Settings settings;

    @Inject
    Time time;

    @Inject
    Event<LoginsEnded> ended;

    /**
     * Signs a person in.
     *
     * @param address where from, as the server saw it
     * @param userAgent what the browser calls itself
     * @return the secret for the cookie; kept nowhere else
     */
    public String open(UUID userId, String address, String userAgent) {
        Instant now = time.now();
        logins.forget(
                userId, now.minus(settings.duration(Setting.SESSION_MAX_AGE)).minus(KEPT));
        String token = LoginToken.next();
        logins.add(new LoginSession(Ids.next(), userId, LoginToken.hash(token), address, userAgent, now));
        return token;
    }

    /** Who holds this secret, if the sign-in still counts and the account is active; notes that they are here. */
    public Optional<ChatBoardPrincipal> find(String token) {
        return findByHash(LoginToken.hash(token));
    }

    Optional<ChatBoardPrincipal> findByHash(String tokenHash) {
        Instant now = time.now();
        Optional<LoginSession> found = logins.findByTokenHash(tokenHash).filter(login -> isOpen(login, now));
        found.filter(login -> login.lastSeenAt().isBefore(now.minus(SEEN_EXACTNESS)))
                .ifPresent(login -> logins.seen(Set.of(login.id()), now));
        return found.flatMap(login -> users.find(login.userId())
                .filter(UserView::isActive)
                .map(user -> new ChatBoardPrincipal(callerOf(user), login.id())));
    }

    /** Which of these sign-ins still count: those not ended, not too old and of active accounts. */
    public Set<UUID> stillOpen(Set<UUID> loginIds) {
        Instant now = time.now();
        List<LoginSession> open = logins.findAll(loginIds).stream()
                .filter(login -> isOpen(login, now))
                .toList();
        var people = users.findAll(open.stream().map(LoginSession::userId).collect(Collectors.toSet()));
        return open.stream()
                .filter(login -> Optional.ofNullable(people.get(login.userId()))
                        .filter(UserView::isActive)
                        .isPresent())
                .map(LoginSession::id)
                .collect(Collectors.toSet());
    }

    /** Notes that people use these sign-ins by other ways than HTTP requests, so that they do not run into the idle time. */
    public void seen(Set<UUID> loginIds) {
        logins.seen(loginIds, time.now());
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
            all.forEach(login -> login.end(now));
            ended.fire(new LoginsEnded(all.stream().map(LoginSession::id).collect(Collectors.toSet())));
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
