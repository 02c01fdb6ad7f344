package org.chatboard.users.provision;

import java.util.Set;
import java.util.UUID;

/**
 * People are in other groups of the directory than before, or are back. Fired inside the transaction that changed it.
 *
 * @param userIds who
 */
public record MembersChanged(Set<UUID> userIds) {

    /** Copies the people. */
    public MembersChanged {
        userIds = Set.copyOf(userIds);
    }
}
