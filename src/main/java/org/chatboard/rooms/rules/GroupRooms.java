package org.chatboard.rooms.rules;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.chatboard.rooms.MemberRole;
import org.chatboard.rooms.RoomTurns;
import org.chatboard.rooms.groups.GroupChanged;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/**
 * Brings people into the rooms of their groups and out of those of groups they are in no more ({@code
 * chatboard.groups.rooms}). Whatever knows groups calls it: a sign-in, a directory's message, a look into a directory.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class GroupRooms {

    private static final System.Logger LOG = System.getLogger(GroupRooms.class.getName());

    /** Another server may make the same room at the same moment. */
    private static final int MOST_TRIES = 2;

    @Inject
    RoomRules rules;

    @Inject
    GrantRepository grants;

    @Inject
    Grants changes;

    @Inject
    RoomTurns turns;

    @Inject
    UserService users;

    @Inject
    Event<GroupChanged> changed;

    /** Whether it matters in which groups people are. */
    public boolean isWanted() {
        return rules.find().map(known -> !known.isEmpty()).orElse(true);
    }

    /**
     * Somebody's groups are these now. Quick when nothing changes: two queries. What cannot be done is a line in the log and
     * is tried again the next time; nothing is thrown, for no sign-in must fail by it.
     *
     * @param userId the account; a disabled one leaves rooms but joins none
     * @param source who says so; rooms that another source gives stay
     * @param groups all the names the source has for the groups of this person: a distinguished name and a short one may
     *     both stand for the same group
     */
    public void apply(UUID userId, GroupSource source, Collection<String> groups) {
        try {
            rules.find().ifPresent(known -> follow(userId, source, wanted(known, groups)));
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "The rooms of " + userId + " do not follow the groups of " + source, failed);
        }
    }

    /** The rules that hold, with the highest role for each room. */
    private static Map<RoomRule, MemberRole> wanted(List<RoomRule> rules, Collection<String> groups) {
        Map<String, RoomRule> rooms = new HashMap<>();
        Map<RoomRule, MemberRole> wanted = new HashMap<>();
        for (RoomRule rule : rules) {
            if (groups.stream().anyMatch(rule::isFor)) {
                RoomRule first = rooms.computeIfAbsent(rule.key(), key -> rule);
                wanted.merge(first, rule.role(), (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        }
        return wanted;
    }

    private void follow(UUID userId, GroupSource source, Map<RoomRule, MemberRole> wanted) {
        Map<UUID, MemberRole> before = grants.grants(userId, source);
        Map<UUID, MemberRole> after = new HashMap<>();
        if (!wanted.isEmpty() && users.find(userId).filter(UserView::isActive).isPresent()) {
            wanted.forEach((rule, role) -> after.put(room(rule), role));
        } else {
            wanted.forEach((rule, role) -> grants.findRoom(rule.key())
                    .filter(before::containsKey)
                    .ifPresent(roomId -> after.put(roomId, before.get(roomId))));
        }
        before.keySet().stream()
                .filter(roomId -> !after.containsKey(roomId))
                .forEach(roomId -> say(roomId, userId, source, null));
        after.forEach((roomId, role) -> {
            if (role != before.get(roomId)) {
                say(roomId, userId, source, role);
            }
        });
    }

    private UUID room(RoomRule rule) {
        return grants.findRoom(rule.key()).orElseGet(() -> again(() -> changes.room(rule.kind(), rule.room())));
    }

    private static <T> T again(Supplier<T> work) {
        for (int i = 1; ; i++) {
            try {
                return work.get();
            } catch (RuntimeException overtaken) {
                if (i == MOST_TRIES) {
                    throw overtaken;
                }
            }
        }
    }

    /** One room that cannot be changed is in the way of no other. */
    private void say(UUID roomId, UUID userId, GroupSource source, @Nullable MemberRole role) {
        try {
            turns.take(roomId, () -> {
                Optional<GroupChanged> change = changes.say(roomId, userId, source, role);
                change.ifPresent(changed::fire);
                return change;
            });
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "{0} and the room {1} by {2}: {3}", userId, roomId, source, failed.toString());
        }
    }
}
