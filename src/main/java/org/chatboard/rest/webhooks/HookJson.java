package org.chatboard.rest.webhooks;

import jakarta.json.stream.JsonGenerator;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chatboard.platform.Invalid;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.webhooks.IncomingHook;
import org.chatboard.webhooks.outgoing.Delivery;
import org.chatboard.webhooks.outgoing.HookEvent;
import org.chatboard.webhooks.outgoing.OutgoingHook;
import org.jspecify.annotations.Nullable;

/** Writes webhooks, field by field, and reads the names of their events. */
public final class HookJson {

    private HookJson() {}

    /** The fields of an incoming hook. */
    public static void write(JsonGenerator json, IncomingHook hook) {
        json.write("id", hook.id().toString())
                .write("roomId", hook.roomId().toString())
                .write("name", hook.name())
                .write("botId", hook.botId().toString())
                .write("bot", hook.bot())
                .write("createdBy", hook.createdBy())
                .write("createdAt", hook.createdAt().toString());
        write(json, "lastUsedAt", hook.lastUsedAt());
    }

    /**
     * The fields of an outgoing hook.
     *
     * @param canSign whether this server has the key of its secret
     */
    public static void write(JsonGenerator json, OutgoingHook hook, boolean canSign) {
        json.write("id", hook.id().toString())
                .write("roomId", hook.roomId().toString())
                .write("url", hook.url())
                .writeStartArray("events");
        hook.events().stream().sorted().forEach(event -> json.write(event.wireName()));
        json.writeEnd().write("enabled", hook.isEnabled());
        String offReason = canSign ? hook.offReason() : "other_key";
        if (offReason != null) {
            json.write("offReason", offReason);
        }
        json.write("createdBy", hook.createdBy())
                .write("createdAt", hook.createdAt().toString())
                .write("behind", hook.isBehind());
        write(json, "failingSince", hook.failingSince());
        write(json, "nextAt", hook.nextAt());
    }

    /** The fields of a delivery. */
    public static void write(JsonGenerator json, Delivery delivery) {
        json.write("id", delivery.id().toString())
                .write("event", delivery.event().wireName())
                .write("eventId", delivery.eventId())
                .write("messageId", delivery.messageId().toString())
                .write("seq", delivery.seq())
                .write("change", delivery.change())
                .write("attempt", delivery.attempt())
                .write("replay", delivery.attempt() == 0)
                .write("status", delivery.status().name());
        Integer code = delivery.responseCode();
        if (code != null) {
            json.write("responseCode", code);
        }
        String problem = delivery.problem();
        if (problem != null) {
            json.write("problem", problem);
        }
        json.write("durationMillis", delivery.durationMillis())
                .write("triedAt", delivery.triedAt().toString());
        write(json, "nextAt", delivery.nextAt());
    }

    /**
     * A page of a list.
     *
     * @param more up to one element more than the page may have
     */
    public static <T> String page(List<T> more, int most, Function<T, Object> id, BiConsumer<JsonGenerator, T> writer) {
        List<T> found = more.subList(0, Math.min(most, more.size()));
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (T element : found) {
                json.writeStartObject();
                writer.accept(json, element);
                json.writeEnd();
            }
            json.writeEnd();
            if (more.size() > most) {
                json.write("nextCursor", id.apply(found.get(most - 1)).toString());
            }
        });
    }

    /** Reads the names of events; at least one. */
    public static Set<HookEvent> events(List<String> names) {
        if (names.isEmpty()) {
            throw unknownEvent();
        }
        return names.stream()
                .map(name -> HookEvent.of(name).orElseThrow(HookJson::unknownEvent))
                .collect(Collectors.toSet());
    }

    private static Invalid unknownEvent() {
        return Invalid.field("events", "unknown_event", "events must name message.posted, message.changed or both.");
    }

    private static void write(JsonGenerator json, String name, @Nullable Instant instant) {
        if (instant != null) {
            json.write(name, instant.toString());
        }
    }
}
