package org.chatboard.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chatboard.users.provision.Found;

/** What this door can do, for those who ask before they come (RFC 7643 sections 5 to 7). */
final class Discovery {

    private static final String SCHEMAS = "urn:ietf:params:scim:schemas:core:2.0:";

    private Discovery() {}

    static Map<String, Object> config(String base) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("schemas", List.of(SCHEMAS + "ServiceProviderConfig"));
        config.put("patch", Map.of("supported", true));
        config.put("bulk", Map.of("supported", false, "maxOperations", 0, "maxPayloadSize", 0));
        config.put("filter", Map.of("supported", true, "maxResults", ListQuery.MOST));
        config.put("changePassword", Map.of("supported", false));
        config.put("sort", Map.of("supported", false));
        config.put("etag", Map.of("supported", false));
        config.put(
                "authenticationSchemes",
                List.of(Map.of(
                        "type",
                        "oauthbearertoken",
                        "name",
                        "Access token",
                        "description",
                        "A token of an administrator with the scope admin.",
                        "primary",
                        true)));
        config.put(
                "meta", Map.of("resourceType", "ServiceProviderConfig", "location", base + "/ServiceProviderConfig"));
        return config;
    }

    static List<Map<String, Object>> types(String base) {
        return List.of(type("User", "/Users", UserJson.SCHEMA, base), type("Group", "/Groups", GroupJson.SCHEMA, base));
    }

    private static Map<String, Object> type(String name, String endpoint, String schema, String base) {
        Map<String, Object> type = new LinkedHashMap<>();
        type.put("schemas", List.of(SCHEMAS + "ResourceType"));
        type.put("id", name);
        type.put("name", name);
        type.put("endpoint", endpoint);
        type.put("schema", schema);
        type.put("meta", Map.of("resourceType", "ResourceType", "location", base + "/ResourceTypes/" + name));
        return type;
    }

    static List<Map<String, Object>> schemas(String base) {
        return List.of(user(base), group(base));
    }

    private static Map<String, Object> user(String base) {
        return schema(
                UserJson.SCHEMA,
                "User",
                base,
                List.of(
                        attribute("userName", "string", true, "server"),
                        complex(
                                "name",
                                false,
                                List.of(
                                        attribute("formatted", "string", false, "none"),
                                        attribute("givenName", "string", false, "none"),
                                        attribute("familyName", "string", false, "none"))),
                        attribute("displayName", "string", false, "none"),
                        attribute("active", "boolean", false, "none"),
                        complex(
                                "emails",
                                true,
                                List.of(
                                        attribute("value", "string", true, "server"),
                                        attribute("type", "string", false, "none"),
                                        attribute("primary", "boolean", false, "none")))));
    }

    private static Map<String, Object> group(String base) {
        return schema(
                GroupJson.SCHEMA,
                "Group",
                base,
                List.of(
                        attribute("displayName", "string", true, "server"),
                        complex(
                                "members",
                                true,
                                List.of(
                                        attribute("value", "string", true, "none"),
                                        attribute("display", "string", false, "none"),
                                        attribute("type", "string", false, "none")))));
    }

    private static Map<String, Object> schema(
            String id, String name, String base, List<Map<String, Object>> attributes) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("schemas", List.of(SCHEMAS + "Schema"));
        schema.put("id", id);
        schema.put("name", name);
        schema.put("attributes", attributes);
        schema.put("meta", Map.of("resourceType", "Schema", "location", base + "/Schemas/" + id));
        return schema;
    }

    private static Map<String, Object> attribute(String name, String type, boolean isRequired, String uniqueness) {
        Map<String, Object> attribute = new LinkedHashMap<>();
        attribute.put("name", name);
        attribute.put("type", type);
        attribute.put("multiValued", false);
        attribute.put("required", isRequired);
        if (type.equals("string")) {
            attribute.put("caseExact", false);
        }
        attribute.put("mutability", "readWrite");
        attribute.put("returned", "default");
        attribute.put("uniqueness", uniqueness);
        return attribute;
    }

    private static Map<String, Object> complex(String name, boolean isMultiple, List<Map<String, Object>> parts) {
        Map<String, Object> attribute = attribute(name, "complex", false, "none");
        attribute.put("multiValued", isMultiple);
        attribute.put("subAttributes", parts);
        return attribute;
    }

    /** All of them, or the one with an id. */
    static Optional<Answer> answer(List<Map<String, Object>> all, List<String> path) {
        if (path.size() == 1) {
            return Optional.of(
                    new ListQuery(List.of(), 1, all.size()).answer(new Found<>(all, all.size()), resource -> resource));
        }
        return all.stream()
                .filter(resource -> path.get(1).equals(resource.get("id")))
                .findFirst()
                .map(Answer::of);
    }
}
