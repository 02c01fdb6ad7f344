package org.chatboard.live;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chatboard.live.frame.Frames;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.RoomSummary;
import org.chatboard.platform.Failures;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomAccess;
import org.chatboard.rooms.RoomService;
import org.chatboard.rooms.groups.GroupChanged;
import org.jspecify.annotations.Nullable;

/**
 * Tells the connections of this server what became of a group or a channel. It runs in the turn of the room, on the thread
 * of whoever changed it, and may ask the database: what it reads is what holds until it has told everybody.
 */
@ApplicationScoped
class RoomNews {

    @Inject
    Hub hub;

    @Inject
    MessageService messages;

    @Inject
    RoomService rooms;

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) GroupChanged event) {
        Set<UUID> viewers = hub.connected(event.told());
        viewers.addAll(hub.connected(event.joined()));
        try {
            event.left().forEach(userId -> part(event, userId));
            Map<UUID, RoomSummary> seen = messages.room(event.roomId(), viewers);
            show(event, seen);
            acquaint(event, seen);
        } catch (RuntimeException failed) {
            // They come back at once and are told everything anew.
            Failures.reason(failed);
            viewers.addAll(event.left());
            hub.closeIf(connection -> viewers.contains(connection.caller().id()), CloseCode.RESTART);
        }
    }

    /** Who went and those who stay hear no more of each other, unless they meet elsewhere. */
    private void part(GroupChanged event, UUID gone) {
        Set<UUID> apart = new HashSet<>(event.told());
        apart.removeAll(rooms.acquaintances(gone));
        String frame = Frames.closed(event.roomId());
        hub.chatConnections(gone).forEach(connection -> {
            apart.forEach(userId -> hub.part(connection, userId));
            connection.send(frame);
        });
        apart.stream()
                .flatMap(userId -> hub.chatConnections(userId).stream())
                .forEach(connection -> hub.part(connection, gone));
    }

    private void show(GroupChanged event, Map<UUID, RoomSummary> seen) {
        Map<Look, String> written = new HashMap<>();
        seen.forEach((userId, room) -> {
            boolean isNew = event.joined().contains(userId);
            String frame = written.computeIfAbsent(
                    Look.of(userId, room, isNew),
                    look -> isNew ? Frames.opened(room, userId) : Frames.changed(room, userId));
            hub.chatConnections(userId).forEach(connection -> connection.send(frame));
        });
    }

    /** Who looks at the same is sent the same text. */
    private record Look(@Nullable UUID sender, MemberRole role, long lastReadSeq, int unread, boolean isNew) {

        static Look of(UUID userId, RoomSummary room, boolean isNew) {
            boolean isSender =
                    room.lastMessage() != null && room.lastMessage().senderId().equals(userId);
            return new Look(isSender ? userId : null, room.role(), room.lastReadSeq(), room.unread(), isNew);
        }
    }

    /** Whoever came in hears from now on who is here, and the others hear of them; all do when a large room has shrunk. */
    private void acquaint(GroupChanged event, Map<UUID, RoomSummary> seen) {
        RoomSummary room = seen.values().stream().findFirst().orElse(null);
        if (room == null || room.memberCount() > RoomAccess.MOST_TOLD) {
            return;
        }
        Set<UUID> everybody = room.acquaintances();
        boolean hasShrunk = !event.left().isEmpty() && room.memberCount() == RoomAccess.MOST_TOLD;
        seen.keySet().forEach(userId -> {
            Set<UUID> people = hasShrunk || event.joined().contains(userId) ? everybody : event.joined();
            if (!people.isEmpty()) {
                hub.chatConnections(userId).forEach(connection -> {
                    hub.meet(connection, people);
                    hub.tellPresence(connection, people);
                });
            }
        });
    }
}
