package org.chatboard.tokens;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/**
 * Makes, lists and revokes tokens, and says what one is good for. Whether the owner is active and an administrator is read
 * again with every look, never remembered.
 */
@ApplicationScoped
@Transactional
public class TokenService {

    private static final System.Logger LOG = System.getLogger(TokenService.class.getName());

    private static final int MAX_NAME = 60;

    /** Being used is noted this exactly, which spares the database a write for every request. */
    private static final Duration USED_EXACTNESS = Duration.ofMinutes(1);

    /** How long tokens stay in the table after their end. */
    private static final Duration KEPT = Duration.ofDays(90);

    /** How far back endings are told; more than the clocks of servers and database differ. */
    private static final Duration LATELY = Duration.ofMinutes(2);

    @Inject
    ApiTokenRepository tokens;

    @Inject
    UserService users;

    @Inject
    Settings settings;

    @Inject
    Time time;

    @Inject
    Event<TokensEnded> ended;

    /**
     * Makes a token for the caller.
     *
     * @throws Invalid when the name, the scopes or the end cannot be used
     * @throws Forbidden when the caller may not do what the token should
     * @throws Conflict when the caller has as many as the installation allows
     */
    public IssuedToken issue(Caller caller, NewToken wanted) {
        Instant now = time.now();
        NewToken checked = new NewToken(name(wanted.name()), wanted.scopes(), wanted.expiresAt());
        if (checked.scopes().isEmpty()) {
            throw Invalid.field("scopes", "missing", "Say what the token may do: read, write or both.");
        }
        if (checked.scopes().contains(Scope.ADMIN) && !caller.roles().contains(Role.ADMIN)) {
            throw new Forbidden("admin_only", "The scope admin is for administrators.");
        }
        Instant expiresAt = end(checked.expiresAt(), now);
        tokens.queueUp(caller.id());
        tokens.forget(caller.id(), now.minus(KEPT));
        int most = settings.number(Setting.TOKENS_PER_USER);
        if (list(caller).stream().filter(token -> !token.isExpired()).count() >= most) {
            throw new Conflict("too_many_tokens", "You have " + most + " tokens, and no more are allowed; revoke one.");
        }
        String secret = TokenSecret.next();
        ApiToken token = new ApiToken(Ids.next(), caller.id(), checked, expiresAt, TokenSecret.hash(secret), now);
        tokens.add(token);
        LOG.log(
                System.Logger.Level.INFO,
                "\"{0}\" made the access token {1} {2} until {3}",
                caller.username(),
                token.id(),
                checked.scopes(),
                expiresAt);
        return new IssuedToken(token.view(now, longestLife()), secret);
    }

    /** When the last token ends with which an administrator's program may keep accounts; nothing when there is none. */
    public Optional<Instant> lastAdminEnd() {
        Instant now = time.now();
        return tokens.listOfAdmins(now).stream()
                .map(token -> token.view(now, longestLife()))
                .filter(token -> token.scopes().contains(Scope.ADMIN) && !token.isExpired())
                .map(TokenView::expiresAt)
                .max(Comparator.naturalOrder());
    }

    /** The caller's tokens that are not revoked, the newest first. */
    public List<TokenView> list(Caller caller) {
        Instant now = time.now();
        Duration longestLife = longestLife();
        return tokens.listOf(caller.id()).stream()
                .map(token -> token.view(now, longestLife))
                .toList();
    }

    /**
     * Revokes a token of the caller; whatever is still open for it is closed.
     *
     * @throws NotFound when the caller has no such token
     */
    public void revoke(Caller caller, UUID id) {
        ApiToken token = tokens.find(caller.id(), id)
                .orElseThrow(() -> new NotFound("not_found", "You have no such token, or it is revoked already."));
        end(List.of(token));
        LOG.log(System.Logger.Level.INFO, "\"{0}\" revoked the access token {1}", caller.username(), id);
    }

    /** How long a token may live here. */
    public Duration longestLife() {
        return settings.duration(Setting.TOKEN_MAX_AGE);
    }

    /** What these secrets are good for, by their hashes; those of nobody are left out. Notes that they are used. */
    public Map<String, TokenGrant> findByHash(Set<String> tokenHashes) {
        if (tokenHashes.isEmpty()) {
            return Map.of();
        }
        Instant now = time.now();
        Duration longestLife = longestLife();
        List<ApiToken> open = tokens.findByHash(tokenHashes).stream()
                .filter(token -> token.isOpen(now, longestLife))
                .toList();
        Map<UUID, UserView> owners =
                users.findAll(open.stream().map(ApiToken::userId).collect(Collectors.toSet()));
        Map<String, TokenGrant> found = new HashMap<>();
        Set<UUID> used = new HashSet<>();
        for (ApiToken token : open) {
            UserView owner = owners.get(token.userId());
            if (owner != null && owner.isActive()) {
                found.put(token.tokenHash(), new TokenGrant(token.id(), owner, scopes(token, owner)));
                if (!token.wasUsedSince(now.minus(USED_EXACTNESS))) {
                    used.add(token.id());
                }
            }
        }
        tokens.used(used, now);
        return found;
    }

    private static Set<Scope> scopes(ApiToken token, UserView owner) {
        return token.scopes().stream()
                .filter(scope -> scope != Scope.ADMIN || owner.isStaff())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Tells, as {@link TokensEnded}, which tokens came to their end lately on whatever server and in whatever way; those of
     * disabled accounts are revoked first.
     */
    public void tellEnded() {
        end(tokens.findOfDisabled());
        Instant now = time.now();
        Set<UUID> lately = tokens.endedBetween(now.minus(LATELY), now);
        if (!lately.isEmpty()) {
            ended.fire(new TokensEnded(lately));
        }
    }

    /** Ends all tokens of a person, as when the password was not in the right hands alone. */
    public void revokeAllOf(UUID userId) {
        end(tokens.listOf(userId));
    }

    /** Which of these ids are of tokens that still count; notes that they are in use. */
    public Set<UUID> use(Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        Instant now = time.now();
        Set<UUID> open = tokens.stillOpen(ids, now, now.minus(longestLife()));
        tokens.used(open, now);
        return open;
    }

    private void end(Collection<ApiToken> all) {
        if (!all.isEmpty()) {
            Instant now = time.now();
            all.forEach(token -> token.revoke(now));
            ended.fire(new TokensEnded(all.stream().map(ApiToken::id).collect(Collectors.toSet())));
        }
    }

    private static String name(String given) {
        String name = given.strip();
        if (name.isEmpty()) {
            throw Invalid.field("name", "missing", "Give the token a name by which you will know it again.");
        }
        if (name.length() > MAX_NAME) {
            throw Invalid.field("name", "too_long", "A name has at most " + MAX_NAME + " characters.");
        }
        if (!name.codePoints().allMatch(TokenService::isPrintable)) {
            throw Invalid.field("name", "invalid", "A name has no control characters and no half characters.");
        }
        return name;
    }

    private static boolean isPrintable(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL && type != Character.SURROGATE && type != Character.UNASSIGNED;
    }

    private Instant end(@Nullable Instant wanted, Instant now) {
        Duration longest = longestLife();
        Instant latest = now.plus(longest);
        if (wanted == null) {
            return latest;
        }
        if (!wanted.isAfter(now)) {
            throw Invalid.field("expiresAt", "in_the_past", "The token would have ended before it is made.");
        }
        if (wanted.isAfter(latest)) {
            throw Invalid.field(
                    "expiresAt", "too_late", "A token lives for at most " + longest.toDays() + " days here.");
        }
        return wanted.truncatedTo(ChronoUnit.MICROS);
    }
}
