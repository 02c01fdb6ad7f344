package org.chatboard.users.provision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Time;
import org.chatboard.users.Caller;
import org.chatboard.users.KeptAccounts;

/** Groups as a directory keeps them. Whoever is in one that the administrator named runs the installation, too. */
@ApplicationScoped
@Transactional
public class DirectoryGroups {

    private static final System.Logger LOG = System.getLogger(DirectoryGroups.class.getName());

    private static final int MOST_OF_A_NAME = 255;

    @Inject
    GroupRepository groups;

    @Inject
    AccountRepository accounts;

    @Inject
    KeptAccounts kept;

    @Inject
    Settings settings;

    @Inject
    Time time;

    @Inject
    Event<MembersChanged> changed;

    /** The names of all groups that somebody is in. */
    public List<String> namesOf(UUID userId) {
        return groups.namesOf(userId);
    }

    /** Everybody who is in a group. */
    public Set<UUID> people() {
        return groups.people();
    }

    /** The group with this id. */
    public DirectoryGroup get(Caller caller, UUID id) {
        ProvisionService.requireAdmin(caller);
        return find(id);
    }

    /** Groups of which all conditions hold, in the order of their ids. */
    public Found<DirectoryGroup> list(
            Caller caller, List<Condition> conditions, long from, int limit, boolean withMembers) {
        ProvisionService.requireAdmin(caller);
        Found<DirectoryGroup> found = groups.list(conditions, from, limit);
        return withMembers
                ? new Found<>(
                        found.items().stream()
                                .map(group -> group.with(groups.members(group.id())))
                                .toList(),
                        found.total())
                : found;
    }

    /** Creates a group. */
    public DirectoryGroup add(Caller caller, GroupEdit edit) {
        ProvisionService.requireAdmin(caller);
        check(edit);
        UUID id = Ids.next();
        groups.add(id, edit, time.now());
        take(id, Set.of(), edit.members());
        giveOffice(edit.members(), "");
        changed.fire(new MembersChanged(edit.members()));
        LOG.log(System.Logger.Level.INFO, "{0} added the group {1}", caller.username(), id);
        return find(id);
    }

    /**
     * Changes a group.
     *
     * @param how makes of what it is what it shall be; nobody else changes it meanwhile
     */
    public DirectoryGroup change(Caller caller, UUID id, Function<DirectoryGroup, GroupEdit> how) {
        ProvisionService.requireAdmin(caller);
        groups.lock(id);
        DirectoryGroup now = find(id);
        GroupEdit edit = how.apply(now);
        check(edit);
        Set<UUID> before = ids(now);
        groups.change(id, edit, time.now());
        take(id, before, edit.members());
        Set<UUID> concerned = new HashSet<>(before);
        if (now.displayName().equals(edit.displayName())) {
            concerned.removeAll(edit.members());
            edit.members().stream().filter(member -> !before.contains(member)).forEach(concerned::add);
        } else {
            concerned.addAll(edit.members());
        }
        giveOffice(concerned, now.displayName());
        changed.fire(new MembersChanged(concerned));
        return find(id);
    }

    /** Removes a group; the people stay. */
    public void remove(Caller caller, UUID id) {
        ProvisionService.requireAdmin(caller);
        groups.lock(id);
        DirectoryGroup now = find(id);
        groups.remove(id);
        giveOffice(ids(now), now.displayName());
        changed.fire(new MembersChanged(ids(now)));
        LOG.log(System.Logger.Level.INFO, "{0} removed the group {1}", caller.username(), id);
    }

    private DirectoryGroup find(UUID id) {
        return groups.find(id)
                .map(group -> group.with(groups.members(id)))
                .orElseThrow(() -> new NotFound("not_found", "There is no such group."));
    }

    private void take(UUID id, Set<UUID> before, Set<UUID> after) {
        before.stream().filter(member -> !after.contains(member)).forEach(member -> groups.removeMember(id, member));
        for (UUID member : new TreeSet<>(after)) {
            if (!before.contains(member) && !groups.addMember(id, member)) {
                throw Invalid.field("members", "invalid_value", "There is no user " + member + ".");
            }
        }
    }

    /** Whoever lost the last group with the office loses the office; who has it from elsewhere keeps it. */
    private void giveOffice(Set<UUID> concerned, String formerName) {
        Set<String> offices = Arrays.stream(
                        settings.text(Setting.SCIM_ADMIN_GROUPS).split(","))
                .map(DirectoryGroups::key)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        if (offices.isEmpty()) {
            return;
        }
        boolean hadOffice = offices.contains(key(formerName));
        for (UUID member : new TreeSet<>(concerned)) {
            boolean hasOffice =
                    groups.namesOf(member).stream().map(DirectoryGroups::key).anyMatch(offices::contains);
            boolean isStaff = accounts.find(member).map(Account::isStaff).orElse(false);
            if (hasOffice && !isStaff) {
                kept.appoint(member, true);
                LOG.log(System.Logger.Level.INFO, "{0} is an administrator by a group", member);
            } else if (hadOffice && !hasOffice && isStaff) {
                if (accounts.lockStaff().equals(List.of(member))) {
                    throw new Conflict(
                            "last_admin", "The only administrator would lose the office: name another one first.");
                }
                kept.appoint(member, false);
                LOG.log(System.Logger.Level.INFO, "{0} is no administrator any more", member);
            }
        }
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static Set<UUID> ids(DirectoryGroup group) {
        return group.members().stream().map(DirectoryGroup.Member::id).collect(Collectors.toSet());
    }

    private static void check(GroupEdit edit) {
        ProvisionService.checkText("displayName", edit.displayName(), MOST_OF_A_NAME);
        if (edit.externalId() != null) {
            ProvisionService.checkText("externalId", edit.externalId(), ProvisionService.MOST_OF_AN_EXTERNAL_ID);
        }
    }
}
