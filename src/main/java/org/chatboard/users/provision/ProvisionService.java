package org.chatboard.users.provision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Time;
import org.chatboard.users.Caller;
import org.chatboard.users.KeptAccounts;
import org.chatboard.users.Role;
import org.jspecify.annotations.Nullable;

/**
 * Lets a directory of the organisation keep the accounts. It never gets hold of an account that is there already by
 * creating one, never erases what people said, and never touches the only administrator.
 */
@ApplicationScoped
@Transactional
public class ProvisionService {

    private static final System.Logger LOG = System.getLogger(ProvisionService.class.getName());

    private static final int MOST_OF_A_USER_NAME = 254;

    static final int MOST_OF_AN_EXTERNAL_ID = 255;

    private static final Pattern UNUSABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    @Inject
    AccountRepository accounts;

    @Inject
    KeptAccounts kept;

    @Inject
    Time time;

    @Inject
    Event<MembersChanged> changed;

    /** The account with this id. */
    public Account get(Caller caller, UUID id) {
        requireAdmin(caller);
        return find(id);
    }

    /** Accounts of whom all conditions hold, in the order of their ids. */
    public Found<Account> list(Caller caller, List<Condition> conditions, long from, int limit) {
        requireAdmin(caller);
        return accounts.list(conditions, from, limit);
    }

    /**
     * Creates an account, or brings back the one that this directory removed: known by the external id, for names are given
     * to somebody else one day, and nobody must read what another was told.
     *
     * @throws Conflict {@code uniqueness} when somebody has the name or the address
     */
    public Account add(Caller caller, AccountEdit edit) {
        requireAdmin(caller);
        check(edit);
        refuseTaken(edit, null);
        Optional<UUID> removed = removed(edit);
        UUID id;
        if (removed.isPresent()) {
            id = removed.get();
            accounts.lock(id);
            if (!removed(edit).equals(removed)) {
                throw new Conflict("uniqueness", "Somebody else has this externalId already.");
            }
            kept.change(id, edit.details());
        } else {
            id = kept.add(edit.userName(), edit.details()).id();
        }
        kept.activate(id, edit.isActive());
        accounts.note(id, edit, time.now());
        LOG.log(System.Logger.Level.INFO, "{0} added the account {1}", caller.username(), id);
        return find(id);
    }

    /**
     * Changes an account.
     *
     * @param how makes of what it is what it shall be; nobody else changes it meanwhile
     * @throws Conflict {@code last_admin} when nobody could run the installation any more
     */
    public Account change(Caller caller, UUID id, Function<Account, AccountEdit> how) {
        requireAdmin(caller);
        Account now = locked(id);
        AccountEdit edit = how.apply(now);
        check(edit);
        if (edit.touchesIdentityOf(now)) {
            requireAnotherAdmin(now);
        }
        refuseTaken(edit, id);
        kept.change(id, edit.details());
        if (edit.isActive() != now.isActive()) {
            kept.activate(id, edit.isActive());
            changed.fire(new MembersChanged(Set.of(id)));
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0} switched the account {1} {2}",
                    caller.username(),
                    id,
                    edit.isActive() ? "on" : "off");
        }
        accounts.note(id, edit, time.now());
        return find(id);
    }

    /** Disables an account and hides it from the directory; what the person said stays. */
    public void remove(Caller caller, UUID id) {
        requireAdmin(caller);
        Account now = locked(id);
        requireAnotherAdmin(now);
        kept.release(id);
        accounts.hide(id, now.externalId(), time.now());
        changed.fire(new MembersChanged(Set.of(id)));
        LOG.log(System.Logger.Level.INFO, "{0} removed the account {1}", caller.username(), id);
    }

    private Optional<UUID> removed(AccountEdit edit) {
        return Optional.ofNullable(edit.externalId()).flatMap(accounts::findRemoved);
    }

    private Account locked(UUID id) {
        if (find(id).isStaff()) {
            accounts.lockStaff();
        }
        accounts.lock(id);
        return find(id);
    }

    private Account find(UUID id) {
        return accounts.find(id).orElseThrow(() -> new NotFound("not_found", "There is no such user."));
    }

    private void requireAnotherAdmin(Account account) {
        if (account.isStaff() && account.isActive() && accounts.lockStaff().size() == 1) {
            throw new Conflict(
                    "last_admin",
                    "This is the only administrator: name another one first. Nobody else could run the installation.");
        }
    }

    private void refuseTaken(AccountEdit edit, @Nullable UUID but) {
        boolean taken =
                accounts.list(List.of(new Condition(Condition.Field.USER_NAME, edit.userName())), 0, 2).items().stream()
                        .anyMatch(other -> !other.id().equals(but));
        if (taken) {
            throw new Conflict("uniqueness", "Somebody else has this userName already.");
        }
    }

    private static void check(AccountEdit edit) {
        checkText("userName", edit.userName(), MOST_OF_A_USER_NAME);
        if (edit.externalId() != null) {
            checkText("externalId", edit.externalId(), MOST_OF_AN_EXTERNAL_ID);
        }
    }

    static void checkText(String field, String text, int most) {
        if (text.isBlank() || text.length() > most || UNUSABLE.matcher(text).find()) {
            throw Invalid.field(
                    field, "invalid_value", field + " must be 1 to " + most + " characters, none of them for control.");
        }
    }

    static void requireAdmin(Caller caller) {
        if (!caller.roles().contains(Role.ADMIN)) {
            throw new Forbidden("admin_only", "Only administrators may keep accounts.");
        }
    }
}
