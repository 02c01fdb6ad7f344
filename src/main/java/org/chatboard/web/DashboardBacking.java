package org.chatboard.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.messages.MessageService;
import org.chatboard.messages.RoomSummary;
import org.chatboard.presence.PersonPresence;
import org.chatboard.presence.PresenceService;
import org.chatboard.rooms.RoomKind;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.chatboard.users.profile.Colleague;
import org.chatboard.users.profile.ProfileService;
import org.chatboard.web.talk.SenderNames;
import org.jspecify.annotations.Nullable;

/** The sidebar of dashboard and chat: whom the reader talks with, then everybody else. */
@Named("dashboard")
@RequestScoped
public class DashboardBacking {

    /** What the page shows at first: its scripts add the other conversations, and colleagues when they are asked for. */
    private static final int FIRST_ROWS = 50;

    @Inject
    CurrentCaller currentCaller;

    @Inject
    MessageService messages;

    @Inject
    UserService users;

    @Inject
    ProfileService profiles;

    @Inject
    PresenceService presence;

    private @Nullable List<ContactRow> rows;

    private @Nullable ContactRow open;

    private String cursor = "";

    /**
     * Conversations by newest activity, then colleagues by name, at most {@value #FIRST_ROWS}, and in any case the one that
     * is open.
     */
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
        return Math.max(
                users.countColleagues(currentCaller.get()),
                getRows().stream().filter(row -> !row.isGroup()).count());
    }

    /** The colleague behind whom the directory goes on; empty when it begins at its start. */
    public String getCursor() {
        return getRows().isEmpty() ? "" : cursor;
    }

    /** What the template for further rows is rendered from. */
    public ContactRow getBlank() {
        return ContactRow.BLANK;
    }

    /** Says who is open beside the list; called before it is shown. */
    void show(ContactRow peer) {
        open = peer;
    }

    private List<ContactRow> build(Caller caller) {
        Map<String, ContactRow> built = new LinkedHashMap<>();
        List<RoomSummary> rooms = messages.overview(caller, FIRST_ROWS);
        SenderNames names = SenderNames.of(rooms, users);
        for (RoomSummary room : rooms) {
            row(room, caller, names).ifPresent(row -> built.putIfAbsent(row.getKey(), row));
        }
        if (built.size() < FIRST_ROWS) {
            for (Colleague colleague : profiles.listColleagues(caller, "", null, FIRST_ROWS)) {
                if (built.size() == FIRST_ROWS) {
                    break;
                }
                UserView person = colleague.user();
                ContactRow row = ContactRow.of(
                        person.id(), person.username(), person.displayName(), colleague.avatar(), null, null);
                built.putIfAbsent(row.getKey(), row);
                cursor = person.id().toString();
            }
        }
        if (open != null) {
            built.putIfAbsent(open.getKey(), open);
        }
        Map<UUID, PersonPresence> states = presence.presenceOf(built.values().stream()
                .map(ContactRow::getUserId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        return built.values().stream()
                .map(row -> row.isGroup() ? row : row.with(states.get(row.getUserId())))
                .toList();
    }

    private static Optional<ContactRow> row(RoomSummary room, Caller caller, SenderNames names) {
        if (room.kind() != RoomKind.DIRECT) {
            return Optional.of(ContactRow.of(room, names.ofLast(room, caller.id())));
        }
        return room.members().stream()
                .filter(member -> !member.userId().equals(caller.id()))
                .findFirst()
                .map(other -> ContactRow.of(
                        other.userId(), other.username(), other.displayName(), other.avatar(), null, room));
    }
}
