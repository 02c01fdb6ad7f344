package org.chatboard.webhooks.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.MessageView;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Throttle;
import org.chatboard.platform.Time;
import org.chatboard.platform.TooMany;
import org.chatboard.rooms.groups.RoomBots;
import org.chatboard.users.Caller;
import org.chatboard.webhooks.outgoing.OutgoingHook.Position;
import org.chatboard.webhooks.outgoing.OutgoingHook.SecretSource;
import org.chatboard.webhooks.wire.HookClient;
import org.jspecify.annotations.Nullable;

/** Servers that are told what is said in a room; for those who look after the room. */
@ApplicationScoped
@Transactional
public class OutgoingHookService {

    private static final int MOST_IN_A_ROOM = 20;

    private static final int REPLAYS_PER_SECOND = 1;

    private static final int REPLAYS_AT_ONCE = 10;

    private final Throttle replays = new Throttle();

    @Inject
    OutgoingHookRepository hooks;

    @Inject
    DeliveryRepository deliveries;

    @Inject
    RoomBots bots;

    @Inject
    MessageService messages;

    @Inject
    HookClient client;

    @Inject
    HookKey key;

    @Inject
    Courier courier;

    @Inject
    Couriers couriers;

    @Inject
    Time time;

    /**
     * What to change about a hook; null leaves things as they are.
     *
     * @param url where it is told
     * @param events what it is told of
     * @param isEnabled whether it is told at all; switched on again, it goes on where it stopped
     * @param rotatesSecret whether it gets a new secret
     */
    public record Changes(
            @Nullable String url,
            @Nullable Set<HookEvent> events,
            @Nullable Boolean isEnabled,
            boolean rotatesSecret) {}

    /** Hooks of the rooms that the caller owns or moderates, in the order they were made; all for administrators. */
    public List<OutgoingHook> list(Caller caller, @Nullable UUID after, int limit) {
        return hooks.list(caller, after, limit);
    }

    /**
     * From now on a server is told what happens in a room.
     *
     * @throws NotFound when the caller does not know the room
     * @throws org.chatboard.platform.Forbidden when the caller does not look after it
     * @throws Invalid when the address may not be called
     * @throws Conflict for a DIRECT room, and when there are too many already
     */
    public OutgoingHook.Shown create(Caller caller, UUID roomId, String url, Set<HookEvent> events) {
        bots.checkManager(caller, roomId);
        client.check(url);
        if (hooks.count(roomId) >= MOST_IN_A_ROOM) {
            throw new Conflict(
                    "too_many_hooks", "The room has " + MOST_IN_A_ROOM + " of these already; remove one first.");
        }
        UUID id = Ids.next();
        hooks.add(id, roomId, url, events, ownKey(), caller.id(), time.now());
        return shown(caller, id, true);
    }

    /** Changes a hook. The secret is in the answer when it is a new one. */
    public OutgoingHook.Shown change(Caller caller, UUID id, Changes changes) {
        OutgoingHook before = find(caller, id);
        String url = changes.url() == null ? before.url() : changes.url();
        if (changes.url() != null) {
            client.check(url);
        }
        boolean isEnabled = changes.isEnabled() == null ? before.isEnabled() : changes.isEnabled();
        boolean startsAfresh = changes.url() != null || changes.rotatesSecret() || (isEnabled && !before.isEnabled());
        Position at = before.position();
        hooks.set(new OutgoingHook(
                id,
                before.roomId(),
                url,
                changes.events() == null ? before.events() : changes.events(),
                isEnabled,
                changes.isEnabled() == null ? before.offReason() : null,
                before.createdBy(),
                before.createdAt(),
                changes.rotatesSecret() ? new SecretSource(before.secret().version() + 1, ownKey()) : before.secret(),
                startsAfresh ? new Position(at.change(), at.seen(), 0, null, null) : at,
                before.lastChange()));
        return shown(caller, id, changes.rotatesSecret());
    }

    /** Removes a hook with its log. */
    public void remove(Caller caller, UUID id) {
        hooks.remove(find(caller, id).id());
    }

    /** What was tried, newest first. */
    public List<Delivery> deliveries(Caller caller, UUID id, @Nullable UUID before, int limit) {
        return deliveries.list(find(caller, id).id(), before, limit);
    }

    /**
     * Tells the receiver something once more, under the same event id and with the message as it is now.
     *
     * @return completes when the receiver has answered, or has not in time
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public CompletionStage<Delivery> replay(Caller caller, UUID id, UUID deliveryId) {
        OutgoingHook hook = find(caller, id);
        Delivery before = deliveries
                .find(id, deliveryId)
                .orElseThrow(() ->
                        Invalid.field("replayOf", "not_found", "There is no such delivery of this webhook any more."));
        MessageView message = messages.at(hook.roomId(), before.seq())
                .orElseThrow(() -> new Conflict("message_gone", "The message is not kept any more."));
        if (!hook.secret().keyId().equals(ownKey())) {
            throw new Conflict("other_key", "This server cannot sign for the webhook; rotate its secret first.");
        }
        if (replays.take(id, REPLAYS_PER_SECOND, REPLAYS_AT_ONCE) > 0) {
            throw tooMany();
        }
        try {
            return CompletableFuture.supplyAsync(() -> courier.replay(hook, before, message), couriers);
        } catch (RejectedExecutionException busy) {
            throw tooMany();
        }
    }

    /** Whether this server can sign for a hook: not when it was made with a key that is lost or elsewhere. */
    public boolean canSign(OutgoingHook hook) {
        return key.id().filter(hook.secret().keyId()::equals).isPresent();
    }

    private OutgoingHook find(Caller caller, UUID id) {
        return hooks.find(caller, id).orElseThrow(() -> new NotFound("not_found", "There is no such webhook."));
    }

    private OutgoingHook.Shown shown(Caller caller, UUID id, boolean withSecret) {
        OutgoingHook hook = find(caller, id);
        return new OutgoingHook.Shown(
                hook, withSecret ? key.secret(id, hook.secret().version()) : null);
    }

    private String ownKey() {
        return key.id()
                .orElseThrow(() -> new Conflict(
                        "no_key", "This server has no folder of its own (chatboard.data-dir), so it cannot sign."));
    }

    private static TooMany tooMany() {
        return new TooMany("too_many", "These are too many replays at once; wait a moment.", Duration.ofSeconds(2));
    }
}
