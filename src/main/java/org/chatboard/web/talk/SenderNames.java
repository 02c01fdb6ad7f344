package org.chatboard.web.talk;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.messages.HistoryPage;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.RoomSummary;
import org.chatboard.rooms.RoomKind;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/**
 * What the people are called who wrote messages, members of the room or not any more.
 *
 * @param people by id
 */
public record SenderNames(Map<UUID, UserView> people) {

    /** Copies the people. */
    public SenderNames {
        people = Map.copyOf(people);
    }

    /** Nobody is known. */
    public static final SenderNames NONE = new SenderNames(Map.of());

    /** The senders of a page of history. */
    public static SenderNames of(HistoryPage page, UserService users) {
        return named(page.messages().stream().map(MessageView::senderId).collect(Collectors.toSet()), users);
    }

    /** The senders of the newest messages in groups and channels; in other rooms nobody asks. */
    public static SenderNames of(Iterable<RoomSummary> rooms, UserService users) {
        Set<UUID> ids = new HashSet<>();
        rooms.forEach(room -> {
            if (room.kind() != RoomKind.DIRECT && room.lastMessage() != null) {
                ids.add(room.lastMessage().senderId());
            }
        });
        return named(ids, users);
    }

    private static SenderNames named(Set<UUID> ids, UserService users) {
        return ids.isEmpty() ? NONE : new SenderNames(users.findAll(ids));
    }

    /** Who wrote a message. */
    public String of(MessageView message) {
        UserView sender = people.get(message.senderId());
        return sender == null ? message.sender() : sender.displayName();
    }

    /** Who wrote the newest message of a room; empty for the reader, or when there is none. */
    public String ofLast(RoomSummary room, UUID readerId) {
        MessageView last = room.lastMessage();
        return last == null || last.senderId().equals(readerId) ? "" : of(last);
    }
}
