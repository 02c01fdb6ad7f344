package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.platform.FieldError;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * Accounts of people whom a directory of the organisation knows. The account is found by what the directory calls the
 * person for ever, never by name or e-mail: whoever may choose an e-mail there must not get the account that has it here.
 */
@ApplicationScoped
@Transactional(TxType.NOT_SUPPORTED)
public class DirectoryAccounts {

    private static final SignUpRules RULES = new SignUpRules(0, true, password -> false, password -> false);

    @Inject
    UserRecords records;

    /**
     * A person as the directory knows them.
     *
     * @param subject where they come from and what they are called there for ever
     * @param details the names and the e-mail; without a password
     * @param isStaff whether they run the installation; null when that is none of the directory's business
     */
    public record Entry(
            String subject, NewUser details, @Nullable Boolean isStaff) {}

    /**
     * An account that came from a directory.
     *
     * @param id the account
     * @param subject where it came from and what the person is called there for ever
     * @param username what others know the person by
     * @param isStaff whether they run the installation
     * @param isActive whether they may come in
     * @param hasLeft whether they may not only because their directory had them no more
     */
    public record Known(
            UUID id,
            String subject,
            String username,
            String email,
            String firstName,
            String lastName,
            boolean isStaff,
            boolean isActive,
            boolean hasLeft) {}

    /** Whether this is the user name or the e-mail of an account whose password no directory is to be asked for. */
    public boolean isOwn(String nameOrEmail) {
        return records.isOwn(nameOrEmail.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The account of somebody who has proved to the directory who they are: made at the first time, brought up to date later.
     *
     * @return nothing when the account is disabled here, and not because the directory did not have the person
     * @throws Forbidden when somebody else has the user name or the e-mail, or when the names cannot be used here
     */
    public Optional<UserView> admit(Entry entry) {
        Optional<UserView> known = records.refresh(entry);
        return (known.isPresent() ? known : Optional.of(create(entry, true))).filter(UserView::isActive);
    }

    /** Whether this account came from some directory, which checks its password. */
    public boolean isOfDirectory(UUID id) {
        return subjectOf(id).isPresent();
    }

    /** Where an account came from and what the person is called there for ever; nothing when it came from no directory. */
    public Optional<String> subjectOf(UUID id) {
        return records.subjectOf(id);
    }

    /** Every account that came from some directory. */
    public List<Known> list() {
        return records.listOfDirectories();
    }

    /**
     * Whether {@link #follow} would change an active account.
     *
     * @param known as it is here
     * @param entry as the directory has it
     */
    public boolean isOld(Known known, Entry entry) {
        NewUser details = entry.details();
        return !known.firstName().equals(details.firstName())
                || !known.lastName().equals(details.lastName())
                || (entry.isStaff() != null && entry.isStaff() != known.isStaff())
                || (!known.email().equals(details.email()) && records.isEmailFree(details.email(), known.id()));
    }

    /**
     * Makes an account of somebody whom the directory has. Colleagues who are here are not told, for there may be thousands.
     *
     * @throws Forbidden as {@link #admit}
     */
    public void create(Entry entry) {
        create(entry, false);
    }

    /** Brings an account up to date, enabled again if it was disabled by {@link #leave}; the only administrator stays one. */
    public void follow(Entry entry) {
        records.refresh(entry);
    }

    /**
     * Disables the account of somebody whom the directory has no more; sign-ins, sockets and tokens end within seconds.
     *
     * @return false when it was disabled already, or is the only administrator's, without whom nobody could run ChatBoard
     */
    public boolean leave(UUID id) {
        return records.leave(id);
    }

    /** Why nobody's account can be made of this; nothing when it can. */
    public Optional<Forbidden> obstacle(Entry entry) {
        List<FieldError> taken = records.taken(entry.details());
        return taken.isEmpty() ? unfit(entry) : Optional.of(taken(taken));
    }

    private UserView create(Entry entry, boolean isTold) {
        List<FieldError> taken = records.taken(entry.details());
        if (!taken.isEmpty()) {
            return afterAll(entry, taken);
        }
        unfit(entry).ifPresent(unfit -> {
            throw unfit;
        });
        try {
            return records.store(entry, isTold);
        } catch (Invalid raced) {
            return afterAll(entry, raced.errors());
        }
    }

    private static Optional<Forbidden> unfit(Entry entry) {
        List<FieldError> unfit = RULES.check(entry.details()).stream()
                .filter(error -> !error.field().equals("password"))
                .toList();
        return unfit.isEmpty()
                ? Optional.empty()
                : Optional.of(new Forbidden(
                        "directory_account_unfit",
                        "The directory's entry cannot be used here (" + fields(unfit) + "); ask an administrator."));
    }

    /** The same person may have come in by another door a moment ago. */
    private UserView afterAll(Entry entry, List<FieldError> taken) {
        return records.refresh(entry).orElseThrow(() -> taken(taken));
    }

    private static Forbidden taken(List<FieldError> taken) {
        return new Forbidden(
                "directory_account_taken",
                "Another account here has your " + fields(taken) + " already; ask an administrator.");
    }

    private static String fields(List<FieldError> errors) {
        return errors.stream().map(FieldError::field).distinct().collect(Collectors.joining(", "));
    }
}
