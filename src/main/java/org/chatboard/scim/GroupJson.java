package org.chatboard.scim;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chatboard.platform.Ids;
import org.chatboard.scim.query.Shape;
import org.chatboard.users.provision.DirectoryGroup;
import org.chatboard.users.provision.GroupEdit;

/** Groups in the words of SCIM (RFC 7643 section 4.2). */
final class GroupJson {

    static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";

    static final Shape SHAPE =
            new Shape(Set.of("displayname", "externalid"), Set.of(), Set.of("members"), Set.of("id", "meta"));

    private GroupJson() {}

    /** What a directory reads. */
    static Map<String, Object> write(DirectoryGroup group, String base) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("schemas", List.of(SCHEMA));
        body.put("id", group.id().toString());
        if (group.externalId() != null) {
            body.put("externalId", group.externalId());
        }
        body.put("displayName", group.displayName());
        body.put(
                "members",
                group.members().stream()
                        .map(member -> Map.of(
                                "value",
                                member.id().toString(),
                                "display",
                                member.displayName(),
                                "type",
                                "User",
                                "$ref",
                                base + "/Users/" + member.id()))
                        .toList());
        body.put(
                "meta",
                Map.of(
                        "resourceType",
                        "Group",
                        "created",
                        group.createdAt().toString(),
                        "lastModified",
                        group.updatedAt().toString(),
                        "location",
                        base + "/Groups/" + group.id()));
        return body;
    }

    /** What a PATCH changes: the writable attributes, by their names in lower case. */
    static Map<String, Object> attributes(DirectoryGroup group) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", group.id().toString());
        body.put("displayname", group.displayName());
        if (group.externalId() != null) {
            body.put("externalid", group.externalId());
        }
        body.put(
                "members",
                group.members().stream()
                        .map(member -> Map.of("value", member.id().toString()))
                        .toList());
        return body;
    }

    /** What a group shall be, from a body or from what a PATCH made of it. */
    static GroupEdit read(Map<String, Object> body) {
        Attributes group = new Attributes(body);
        Set<UUID> members = new HashSet<>();
        for (Attributes member : group.all("members")) {
            if (member.text("type").filter("group"::equalsIgnoreCase).isPresent()) {
                throw Attributes.invalid("Groups in groups are not kept here; let the directory resolve them.");
            }
            String value = member.needed("value");
            members.add(Ids.parse(value)
                    .orElseThrow(() -> Attributes.invalid("A value of members is the id of a user here.")));
        }
        return new GroupEdit(
                group.needed("displayname").strip(), group.text("externalid").orElse(null), members);
    }
}
