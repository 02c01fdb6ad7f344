package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.RoomSummary;
import org.chatboard.presence.PresenceService;
import org.chatboard.presence.PresenceState;
import org.chatboard.rooms.MemberView;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/** The sidebar of dashboard and chat: whom the reader talks with, then everybody else. */
@Named("dashboard")
@RequestScoped
public class DashboardBacking {

    private static final int MOST_ROWS = 200;

    @Inject
    CurrentCaller currentCaller;

    @Inject
    MessageService messages;

    @Inject
    UserService users;

    @Inject
    PresenceService presence;

    private @Nullable List<ContactRow> rows;

    private @Nullable List<RoomSummary> rooms;

    /** Conversations by newest activity, then colleagues by name, at most {@value #MOST_ROWS}. */
    public List<ContactRow> getRows() {
        List<ContactRow> known = rows;
        if (known == null) {
            known = build(currentCaller.get());
            rows = known;
        }
        return known;
    }

    /** How many colleagues there are, shown or not. */
    public long getTotal() {
        return Math.max(users.countColleagues(currentCaller.get()), getRows().size());
    }

    /** How many messages of all conversations are unread. */
    public int getUnread() {
        return getRows().stream().mapToInt(ContactRow::unread).sum();
    }

    /** What the template for further rows is rendered from. */
    public ContactRow getBlank() {
        return ContactRow.BLANK;
    }

    /** The conversation with one person, if there is one. */
    Optional<RoomSummary> roomWith(UUID userId) {
        Caller caller = currentCaller.get();
        return rooms(caller).stream()
                .filter(room -> other(room, caller).filter(userId::equals).isPresent())
                .findFirst();
    }

    private List<RoomSummary> rooms(Caller caller) {
        List<RoomSummary> known = rooms;
        if (known == null) {
            known = messages.overview(caller);
            rooms = known;
        }
        return known;
    }

    private List<ContactRow> build(Caller caller) {
        Map<UUID, RoomSummary> byPerson = rooms(caller).stream()
                .filter(room -> other(room, caller).isPresent())
                .sorted(Comparator.comparing(DashboardBacking::activity).reversed())
                .collect(Collectors.toMap(
                        room -> other(room, caller).orElseThrow(),
                        room -> room,
                        (newer, older) -> newer,
                        LinkedHashMap::new));
        List<UserView> colleagues = users.listColleagues(caller, "", MOST_ROWS);
        Map<UUID, UserView> people = users.findAll(byPerson.keySet());
        List<UserView> shown = Stream.concat(
                        byPerson.keySet().stream().map(people::get).filter(Objects::nonNull),
                        colleagues.stream().filter(colleague -> !byPerson.containsKey(colleague.id())))
                .limit(MOST_ROWS)
                .toList();
        Set<UUID> ids = shown.stream().map(UserView::id).collect(Collectors.toCollection(HashSet::new));
        Map<UUID, PresenceState> states = presence.stateOf(ids);
        List<ContactRow> built = new ArrayList<>();
        for (UserView person : shown) {
            built.add(ContactRow.of(
                    person.id(),
                    person.username(),
                    person.displayName(),
                    states.get(person.id()),
                    byPerson.get(person.id())));
        }
        return built;
    }

    private static Optional<UUID> other(RoomSummary room, Caller caller) {
        return room.members().stream()
                .map(MemberView::userId)
                .filter(id -> !id.equals(caller.id()))
                .findFirst();
    }

    private static Instant activity(RoomSummary room) {
        return room.lastMessage() == null ? Instant.EPOCH : room.lastMessage().createdAt();
    }
}
