package org.chatboard.users.provision;

import java.util.Locale;
import org.chatboard.users.KeptAccounts;
import org.jspecify.annotations.Nullable;

/**
 * What an account shall be.
 *
 * @param userName what the directory calls the person, at most 254 characters
 * @param externalId the name the directory itself knows the person by
 * @param details what is shown of the person
 * @param isActive whether the person may sign in
 */
public record AccountEdit(
        String userName, @Nullable String externalId, KeptAccounts.Details details, boolean isActive) {

    String userNameKey() {
        return userName.toLowerCase(Locale.ROOT);
    }

    /** Whether this decides who the account belongs to, or takes it away. */
    boolean touchesIdentityOf(Account now) {
        return !isActive
                || !userName.equals(now.userName())
                || !details.email().equals(now.email())
                || (externalId == null ? now.externalId() != null : !externalId.equals(now.externalId()));
    }
}
