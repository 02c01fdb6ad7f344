package org.chatboard.webhooks;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.NewMessage;
import org.chatboard.messages.Posted;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Deadlines;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Time;
import org.chatboard.platform.Workers;
import org.chatboard.rooms.groups.RoomBots;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/** Addresses at which programs post to a room, each as a bot of its own. Whoever knows the address may post. */
@ApplicationScoped
@Transactional
public class IncomingHookService {

    private static final int MOST_IN_A_ROOM = 20;

    /** What people see; nothing that is invisible or turns the text around it. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]{1,60}");

    /** A flood at one address asks the database this seldom; so long a removed one may still work on other servers. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** Being used is noted this exactly. */
    private static final Duration USED_EXACTNESS = Duration.ofMinutes(1);

    private final Map<String, Known> recent = new ConcurrentHashMap<>();

    private record Known(IncomingHook hook, Instant at) {}

    @Inject
    IncomingHookRepository hooks;

    @Inject
    RoomBots bots;

    @Inject
    UserService users;

    @Inject
    MessageService messages;

    @Inject
    Workers workers;

    @Inject
    Deadlines deadlines;

    @Inject
    Time time;

    /** Hooks of the rooms that the caller owns or moderates, in the order they were made; all for administrators. */
    public List<IncomingHook> list(Caller caller, @Nullable UUID after, int limit) {
        return hooks.list(caller, after, limit);
    }

    /**
     * Makes an address. Its bot joins the room.
     *
     * @throws NotFound when the caller does not know the room
     * @throws org.chatboard.platform.Forbidden when the caller does not look after it
     * @throws Conflict for a DIRECT room, and when there are too many already
     */
    public IncomingHook.Made create(Caller caller, UUID roomId, String typedName) {
        String name = typedName.strip();
        if (!NAME.matcher(name).matches()) {
            throw Invalid.field("name", "invalid_name", "name must have 1 to 60 visible characters.");
        }
        bots.checkManager(caller, roomId);
        if (hooks.count(roomId) >= MOST_IN_A_ROOM) {
            throw new Conflict(
                    "too_many_hooks", "The room has " + MOST_IN_A_ROOM + " of these already; remove one first.");
        }
        UserView bot = users.addBot(name);
        bots.admit(roomId, bot.id());
        IncomingHook hook = new IncomingHook(
                Ids.next(), roomId, bot.id(), bot.username(), name, caller.username(), time.now(), null);
        String secret = HookSecret.next();
        hooks.add(hook, HookSecret.hash(secret), caller.id());
        return new IncomingHook.Made(hook, secret);
    }

    /** Removes an address and takes its bot out of the room; what it said stays. */
    public void remove(Caller caller, UUID id) {
        IncomingHook hook = hooks.find(caller, id).orElseThrow(IncomingHookService::noSuchHook);
        hooks.remove(id);
        bots.dismiss(hook.roomId(), hook.botId());
        users.retireBot(hook.botId());
        recent.values().removeIf(known -> known.hook().id().equals(id));
    }

    /**
     * Says something at an address.
     *
     * @param clientId repeated on every retry, as by everybody who posts; without one a retry is another message
     * @return completes like {@link MessageService#post}; with {@link NotFound} when there is no such address
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public CompletionStage<Posted> post(String secret, Optional<UUID> clientId, String text, @Nullable UUID replyTo) {
        CompletableFuture<Posted> posted = CompletableFuture.supplyAsync(() -> find(secret), workers)
                .thenCompose(hook -> {
                    NewMessage message =
                            new NewMessage(clientId.orElseGet(Ids::next), hook.roomId(), null, text, replyTo);
                    return messages.post(hook.caller(), message).thenApply(answer -> own(answer, message));
                });
        deadlines.limit(posted);
        return posted;
    }

    private static Posted own(Posted posted, NewMessage asked) {
        if (posted.replayed() && !posted.answers(asked)) {
            throw new Conflict(
                    "idempotency_conflict",
                    "This clientId was used for another message before; make a new one for each message.");
        }
        return posted;
    }

    /** Looks for the hash alone, so that how long it takes tells nothing about a secret. */
    private IncomingHook find(String secret) {
        if (!HookSecret.looksLikeOne(secret)) {
            throw noSuchHook();
        }
        String hash = HookSecret.hash(secret);
        Instant now = time.steady();
        Known known = recent.get(hash);
        if (known != null && now.isBefore(known.at().plus(FRESH))) {
            return known.hook();
        }
        recent.values().removeIf(other -> !now.isBefore(other.at().plus(FRESH)));
        IncomingHook hook = hooks.findBySecret(hash).orElseThrow(IncomingHookService::noSuchHook);
        recent.put(hash, new Known(hook, now));
        Instant used = hook.lastUsedAt();
        if (used == null || used.isBefore(time.now().minus(USED_EXACTNESS))) {
            hooks.used(hook.id(), time.now());
        }
        return hook;
    }

    private static NotFound noSuchHook() {
        return new NotFound("not_found", "There is no such webhook.");
    }
}
