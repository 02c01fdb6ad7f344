package org.chatboard.webhooks.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import jakarta.json.stream.JsonGeneratorFactory;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.chatboard.messages.MessageJson;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.MessageView;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.webhooks.outgoing.OutgoingHook.Position;
import org.chatboard.webhooks.wire.Answer;
import org.chatboard.webhooks.wire.HookClient;
import org.jspecify.annotations.Nullable;

/**
 * Tells one receiver what it does not know yet, event by event, each only after the one before has arrived. A lease sees to
 * it that of several servers one is about it; where a lease runs out all the same, something is told twice, never not.
 */
@ApplicationScoped
class Courier {

    private static final System.Logger LOG = System.getLogger(Courier.class.getName());

    /** Events in one go; then other hooks have their turn. */
    private static final int AT_ONCE = 25;

    private static final int PAGE = 50;

    /** The log is tidied at each of so many messages. */
    private static final int FORGET_EVERY = 50;

    /** Sees messages as nobody's own. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final JsonGeneratorFactory GENERATORS = Json.createGeneratorFactory(Map.of());

    @Inject
    OutgoingHookRepository hooks;

    @Inject
    DeliveryRepository deliveries;

    @Inject
    MessageService messages;

    @Inject
    HookClient client;

    @Inject
    HookKey key;

    @Inject
    Settings settings;

    @Inject
    Time time;

    /** Tells some events of a hook; false when there is no more to do for now. */
    boolean serve(UUID hookId) {
        UUID lease = Ids.next();
        Deque<MessageView> ahead = new ArrayDeque<>();
        boolean goesOn = true;
        try {
            for (int i = 0; goesOn && i < AT_ONCE; i++) {
                Optional<OutgoingHook> hook = hooks.lease(hookId, lease);
                goesOn = hook.isPresent() && hook.get().isBehind() && tellNext(hook.get(), lease, ahead);
            }
            return goesOn;
        } finally {
            hooks.release(hookId, lease);
        }
    }

    /** Tries to tell one thing again, outside of the order and once. */
    Delivery replay(OutgoingHook hook, Delivery before, MessageView message) {
        Answer answer = tell(hook, before.event(), before.eventId(), message, 0);
        Delivery delivery = delivery(hook, before.event(), before.messageId(), before.seq(), before.change(), answer)
                .as(0, answer.isDelivered() ? Delivery.Status.DELIVERED : Delivery.Status.FAILED, null);
        deliveries.add(delivery);
        return delivery;
    }

    /** Tells what comes next; {@code ahead} are messages that were read already. */
    private boolean tellNext(OutgoingHook hook, UUID lease, Deque<MessageView> ahead) {
        Position position = hook.position();
        if (ahead.isEmpty()) {
            ahead.addAll(messages.follow(hook.roomId(), position.change(), PAGE));
            if (ahead.isEmpty()) {
                // The room's counter was read before its messages: up to there nothing is missing.
                position = new Position(hook.lastChange(), position.seen(), 0, null, position.failingSince());
            }
        }
        for (MessageView next = ahead.poll(); next != null; next = ahead.poll()) {
            HookEvent event = hook.eventOf(next, position);
            if (event != null) {
                return tellNext(hook, lease, event, next, position);
            }
            position = position.behind(next);
        }
        return hooks.move(hook.id(), lease, position);
    }

    private boolean tellNext(OutgoingHook hook, UUID lease, HookEvent event, MessageView message, Position before) {
        int attempt = before.attempt() + 1;
        String eventId = Delivery.eventId(message.id(), message.change());
        Answer answer = tell(hook, event, eventId, message, attempt);
        Outcome outcome = outcome(answer, before, attempt, before.behind(message));
        Delivery delivery = delivery(hook, event, message.id(), message.seq(), message.change(), answer)
                .as(attempt, outcome.status(), outcome.position().nextAt());
        boolean isNoted = deliveries.note(outcome.position(), lease, delivery, outcome.offReason());
        if (message.seq() % FORGET_EVERY == 0) {
            deliveries.forget(hook.id());
        }
        if (outcome.offReason() != null) {
            LOG.log(
                    Level.WARNING,
                    "The webhook {0} is switched off: {1}, last {2} {3}",
                    hook.id(),
                    outcome.offReason(),
                    String.valueOf(answer.problem()),
                    String.valueOf(answer.status()));
        }
        return isNoted && outcome.status() != Delivery.Status.FAILED;
    }

    /**
     * What follows from an answer.
     *
     * @param status what the log says
     * @param position where the hook is from now on
     * @param offReason why it is switched off; null when it is not
     */
    private record Outcome(
            Delivery.Status status,
            Position position,
            @Nullable String offReason) {}

    private Outcome outcome(Answer answer, Position before, int attempt, Position behind) {
        if (answer.isDelivered()) {
            return new Outcome(
                    Delivery.Status.DELIVERED, new Position(behind.change(), behind.seen(), 0, null, null), null);
        }
        Instant now = time.now();
        Instant failingSince = before.failingSince() == null ? now : before.failingSince();
        if (answer.isGone() || !now.isBefore(failingSince.plus(settings.duration(Setting.WEBHOOK_GIVE_UP)))) {
            Position still = new Position(before.change(), before.seen(), attempt, null, failingSince);
            return new Outcome(Delivery.Status.FAILED, still, answer.isGone() ? "gone" : "failing");
        }
        if (answer.isRefused() && attempt >= Backoff.steps()) {
            Position next = new Position(behind.change(), behind.seen(), 0, null, failingSince);
            return new Outcome(Delivery.Status.GIVEN_UP, next, null);
        }
        Duration pause = Backoff.pause(
                settings.duration(Setting.WEBHOOK_FIRST_RETRY),
                attempt,
                ThreadLocalRandom.current().nextDouble(),
                answer.retryAfter());
        Position again = new Position(before.change(), before.seen(), attempt, now.plus(pause), failingSince);
        return new Outcome(Delivery.Status.FAILED, again, null);
    }

    private Answer tell(OutgoingHook hook, HookEvent event, String eventId, MessageView message, int attempt) {
        byte[] body = body(hook, event, eventId, message).getBytes(StandardCharsets.UTF_8);
        String secret = key.secret(hook.id(), hook.secret().version());
        String timestamp = String.valueOf(time.now().getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-ChatBoard-Hook", hook.id().toString());
        headers.put("X-ChatBoard-Event", event.wireName());
        headers.put("X-ChatBoard-Event-Id", eventId);
        headers.put("X-ChatBoard-Attempt", attempt == 0 ? "replay" : String.valueOf(attempt));
        headers.put("X-ChatBoard-Timestamp", timestamp);
        headers.put("X-ChatBoard-Signature", HookKey.signature(secret, timestamp, body));
        return client.post(hook.url(), headers, body);
    }

    private static String body(OutgoingHook hook, HookEvent event, String eventId, MessageView message) {
        StringWriter text = new StringWriter(512);
        try (JsonGenerator json = GENERATORS.createGenerator(text)) {
            json.writeStartObject()
                    .write("id", eventId)
                    .write("type", event.wireName())
                    .write("hookId", hook.id().toString())
                    .write("roomId", hook.roomId().toString());
            MessageJson.write(json, "message", message, NOBODY);
            json.writeEnd();
        }
        return text.toString();
    }

    private Delivery delivery(
            OutgoingHook hook, HookEvent event, UUID messageId, long seq, long change, Answer answer) {
        return new Delivery(
                Ids.next(),
                hook.id(),
                event,
                messageId,
                seq,
                change,
                0,
                Delivery.Status.FAILED,
                answer.status() == 0 ? null : Integer.valueOf(answer.status()),
                answer.problem(),
                answer.duration().toMillis(),
                null,
                time.now());
    }
}
