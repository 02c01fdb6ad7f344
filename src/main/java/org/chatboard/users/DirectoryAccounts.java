package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    private static final SignUpRules RULES = new SignUpRules(0, true, password -> false);

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

    /** Whether this is the user name or the e-mail of an account whose password no directory is to be asked for. */
    public boolean isOwn(String nameOrEmail) {
        return records.isOwn(nameOrEmail.strip().toLowerCase(Locale.ROOT));
    }

    /**
     * The account of somebody who has proved to the directory who they are: made at the first time, brought up to date later.
     *
     * @return nothing when the account is disabled here
     * @throws Forbidden when somebody else has the user name or the e-mail, or when the names cannot be used here
     */
    public Optional<UserView> admit(Entry entry) {
        Optional<UserView> known = records.refresh(entry);
        return (known.isPresent() ? known : Optional.of(create(entry))).filter(UserView::isActive);
    }

    private UserView create(Entry entry) {
        List<FieldError> taken = records.taken(entry.details());
        if (!taken.isEmpty()) {
            return afterAll(entry, taken);
        }
        List<FieldError> unfit = RULES.check(entry.details()).stream()
                .filter(error -> !error.field().equals("password"))
                .toList();
        if (!unfit.isEmpty()) {
            throw new Forbidden(
                    "directory_account_unfit",
                    "The directory's entry cannot be used here (" + fields(unfit) + "); ask an administrator.");
        }
        try {
            return records.store(entry);
        } catch (Invalid raced) {
            return afterAll(entry, raced.errors());
        }
    }

    /** The same person may have come in by another door a moment ago. */
    private UserView afterAll(Entry entry, List<FieldError> taken) {
        return records.refresh(entry)
                .orElseThrow(() -> new Forbidden(
                        "directory_account_taken",
                        "Another account here has your " + fields(taken) + " already; ask an administrator."));
    }

    private static String fields(List<FieldError> errors) {
        return errors.stream().map(FieldError::field).distinct().collect(Collectors.joining(", "));
    }
}
