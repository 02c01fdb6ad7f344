package org.chatboard.rooms.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.RoomService;
import org.chatboard.rooms.RoomTurns;
import org.chatboard.users.Caller;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/**
 * Closed groups and open channels: making, naming and archiving them, and who comes and goes. A room that is not there and
 * one that is not for the caller to know are both {@link org.chatboard.platform.NotFound}. Each method is a turn of the
 * room: it ends when everybody was told.
 */
@ApplicationScoped
public class GroupService {

    private static final System.Logger LOG = System.getLogger(GroupService.class.getName());

    private static final UUID FIRST = new UUID(0, 0);

    @Inject
    Groups groups;

    @Inject
    GroupRepository repository;

    @Inject
    RoomService rooms;

    @Inject
    RoomTurns turns;

    @Inject
    UserService users;

    @Inject
    Event<GroupChanged> changed;

    /**
     * Makes a room, whose owner is the caller.
     *
     * @throws Invalid when it cannot be called so, or one of the people does not exist
     * @throws org.chatboard.platform.Conflict {@code name_taken}, {@code too_many_rooms}
     */
    public UUID create(Caller caller, NewGroup asked) {
        if (asked.kind() == RoomKind.DIRECT) {
            throw Invalid.field("kind", "wrong_type", "kind must be CLOSED or OPEN; two people need no group.");
        }
        NewGroup checked = new NewGroup(
                asked.kind(), GroupText.name(asked.name()), GroupText.topic(asked.topic()), asked.members());
        List<UUID> memberIds = new ArrayList<>();
        for (String name : checked.members()) {
            memberIds.add(users.findByName(name)
                    .map(UserView::id)
                    .orElseThrow(() -> Invalid.field(
                            "members", "not_found", "One of the people does not exist; check the names.")));
        }
        UUID roomId = Ids.next();
        change(roomId, () -> groups.create(caller, roomId, checked, memberIds));
        return roomId;
    }

    /**
     * Gives a room another name or topic, archives it or takes it back into use.
     *
     * @throws org.chatboard.platform.Forbidden when that is for others to decide
     * @throws org.chatboard.platform.Conflict {@code name_taken}, {@code room_archived}, {@code direct_room}
     */
    public void edit(Caller caller, UUID roomId, GroupEdit edit) {
        GroupEdit checked = new GroupEdit(
                edit.name() == null ? null : GroupText.name(edit.name()),
                edit.topic() == null ? null : GroupText.topic(edit.topic()),
                edit.archived());
        change(roomId, () -> groups.edit(caller, roomId, checked));
    }

    /**
     * Joins an open channel. Whoever comes in sees all that was said, and has nothing unread.
     *
     * @return false when the caller is in it already
     * @throws org.chatboard.platform.Conflict {@code room_archived}, {@code too_many_rooms}
     */
    public boolean join(Caller caller, UUID roomId) {
        return !change(roomId, () -> groups.join(caller, roomId)).joined().isEmpty();
    }

    /**
     * Leaves a room.
     *
     * @throws org.chatboard.platform.Conflict {@code last_owner}, {@code direct_room}
     */
    public void leave(Caller caller, UUID roomId) {
        change(roomId, () -> groups.remove(caller, roomId, caller.id()));
    }

    /**
     * Brings a person in, or gives a member another role.
     *
     * @param name the person's user name or id
     * @param role what the person may do; null for a plain member, or to leave it as it is
     * @return true when the person came in
     * @throws org.chatboard.platform.Forbidden when that is for others to decide
     * @throws org.chatboard.platform.Conflict {@code last_owner}, {@code direct_room}, {@code room_archived}
     */
    public boolean invite(Caller caller, UUID roomId, String name, @Nullable MemberRole role) {
        UUID userId = person(name);
        return !change(roomId, () -> groups.invite(caller, roomId, userId, role))
                .joined()
                .isEmpty();
    }

    /**
     * Sends a member away.
     *
     * @throws org.chatboard.platform.NotFound also when the person is no member
     */
    public void remove(Caller caller, UUID roomId, String name) {
        UUID userId = person(name);
        change(roomId, () -> groups.remove(caller, roomId, userId));
    }

    /**
     * Channels that everybody may join.
     *
     * @param search part of the name, whatever the case; empty for all
     * @param cursor that of the page before; empty for the first
     */
    public ChannelsPage listOpen(Caller caller, String search, String cursor, int limit) {
        List<ChannelView> found =
                repository.listOpen(caller.id(), GroupText.folded(search), decoded(cursor), limit + 1);
        List<ChannelView> page = found.subList(0, Math.min(limit, found.size()));
        return new ChannelsPage(
                page, found.size() > limit ? encoded(page.get(limit - 1).name()) : null);
    }

    /** An open channel as everybody may see it; empty when there is none. */
    public Optional<ChannelView> findChannel(Caller caller, UUID roomId) {
        return repository.findChannel(caller.id(), roomId);
    }

    /**
     * Who is in a room of the caller.
     *
     * @param cursor that of the page before; empty for the first
     */
    public MembersPage listMembers(Caller caller, UUID roomId, String cursor, int limit) {
        rooms.access(caller, roomId);
        long place = -1;
        UUID id = FIRST;
        if (!cursor.isEmpty()) {
            String[] parts = cursor.split("_", 2);
            if (!parts[0].matches("[0-9]{1,18}") || parts.length < 2) {
                throw wrongCursor();
            }
            place = Long.parseLong(parts[0]);
            id = Ids.parse(parts[1]).orElseThrow(GroupService::wrongCursor);
        }
        List<GroupRepository.Listed> found = repository.listMembers(roomId, place, id, limit + 1);
        List<GroupRepository.Listed> page = found.subList(0, Math.min(limit, found.size()));
        GroupRepository.Listed last = found.size() > limit ? page.get(limit - 1) : null;
        return new MembersPage(
                page.stream().map(GroupRepository.Listed::member).toList(),
                last == null ? null : last.place() + "_" + last.member().userId());
    }

    /** Somebody in a room of the caller. */
    public Optional<MemberView> findMember(Caller caller, UUID roomId, String name) {
        rooms.access(caller, roomId);
        return users.findByName(name).flatMap(user -> repository.findMember(roomId, user.id()));
    }

    private GroupChanged change(UUID roomId, Supplier<GroupChanged> work) {
        return turns.take(roomId, () -> {
            GroupChanged change = work.get();
            if (!change.isNothing()) {
                tell(change);
            }
            return change;
        });
    }

    /** It is done; whoever cannot be told now comes to know of it with the next greeting. */
    private void tell(GroupChanged change) {
        try {
            changed.fire(change);
        } catch (RuntimeException observerFailed) {
            LOG.log(System.Logger.Level.ERROR, "A change of a room could not be announced", observerFailed);
        }
    }

    private UUID person(String name) {
        return users.findByName(name).map(UserView::id).orElseThrow(RoomService::noSuchPerson);
    }

    private static String encoded(String name) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(GroupText.folded(name).getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw wrongCursor();
        }
    }

    private static Invalid wrongCursor() {
        return Invalid.field("cursor", "wrong_type", "cursor must be the nextCursor of the page before.");
    }
}
