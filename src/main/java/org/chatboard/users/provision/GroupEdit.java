package org.chatboard.users.provision;

import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a group shall be.
 *
 * @param displayName its name, at most 255 characters
 * @param externalId the name the directory itself knows it by
 * @param members who shall be in it
 */
public record GroupEdit(String displayName, @Nullable String externalId, Set<UUID> members) {

    /** Copies the members. */
    public GroupEdit {
        members = Set.copyOf(members);
    }

    String displayKey() {
        return displayName.toLowerCase(Locale.ROOT);
    }
}
