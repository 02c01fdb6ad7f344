package org.chatboard.users.provision;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group as a directory keeps it.
 *
 * @param id of the group
 * @param displayName its name, unique in any case
 * @param externalId the name the directory itself knows it by
 * @param members who is in it, in the order of their ids; empty where nobody asked for them
 * @param createdAt since when there is the group
 * @param updatedAt when it last changed
 */
public record DirectoryGroup(
        UUID id,
        String displayName,
        @Nullable String externalId,
        List<Member> members,
        Instant createdAt,
        Instant updatedAt) {

    /** Copies the members. */
    public DirectoryGroup {
        members = List.copyOf(members);
    }

    /**
     * Somebody in a group.
     *
     * @param id the user
     * @param displayName first and last name
     */
    public record Member(UUID id, String displayName) {}

    DirectoryGroup with(List<Member> known) {
        return new DirectoryGroup(id, displayName, externalId, known, createdAt, updatedAt);
    }
}
