package org.chatboard.scim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chatboard.scim.query.Shape;
import org.chatboard.users.KeptAccounts.Details;
import org.chatboard.users.provision.Account;
import org.chatboard.users.provision.AccountEdit;

/** Accounts in the words of SCIM (RFC 7643 section 4.1). */
final class UserJson {

    static final String SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";

    static final Shape SHAPE = new Shape(
            Set.of("username", "externalid", "active", "displayname"),
            Set.of("name"),
            Set.of("emails"),
            Set.of("id", "meta", "groups"));

    private UserJson() {}

    /** What a directory reads. */
    static Map<String, Object> write(Account account, String base) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("schemas", List.of(SCHEMA));
        user.put("id", account.id().toString());
        if (account.externalId() != null) {
            user.put("externalId", account.externalId());
        }
        user.put("userName", account.userName());
        Map<String, Object> name = new LinkedHashMap<>();
        name.put("formatted", account.displayName());
        name.put("givenName", account.firstName());
        if (!account.lastName().isEmpty()) {
            name.put("familyName", account.lastName());
        }
        user.put("name", name);
        user.put("displayName", account.displayName());
        user.put("active", account.isActive());
        user.put("emails", List.of(Map.of("value", account.email(), "type", "work", "primary", true)));
        user.put(
                "meta",
                Map.of(
                        "resourceType",
                        "User",
                        "created",
                        account.createdAt().toString(),
                        "lastModified",
                        account.updatedAt().toString(),
                        "location",
                        base + "/Users/" + account.id()));
        return user;
    }

    /** What a PATCH changes: the writable attributes, by their names in lower case. */
    static Map<String, Object> attributes(Account account) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("id", account.id().toString());
        user.put("username", account.userName());
        if (account.externalId() != null) {
            user.put("externalid", account.externalId());
        }
        user.put("name", Map.of("givenname", account.firstName(), "familyname", account.lastName()));
        user.put("active", account.isActive());
        user.put("emails", List.of(Map.of("value", account.email(), "type", "work", "primary", true)));
        return user;
    }

    /** What an account shall be, from a body or from what a PATCH made of it. */
    static AccountEdit read(Map<String, Object> body) {
        Attributes user = new Attributes(body);
        String userName = user.needed("username").strip();
        return new AccountEdit(
                userName,
                user.text("externalid").orElse(null),
                details(user, userName),
                user.flag("active").orElse(true));
    }

    private static Details details(Attributes user, String userName) {
        String email = email(user)
                .or(() -> Optional.of(userName).filter(name -> name.contains("@")))
                .orElseThrow(() -> Attributes.invalid("emails is needed, as the userName is no address."));
        Attributes name = user.parts("name");
        Optional<String> given = name.text("givenname").map(String::strip);
        Optional<String> family = name.text("familyname").map(String::strip);
        if (given.isPresent() && family.isPresent()) {
            return new Details(email, given.get(), family.get());
        }
        String whole = user.text("displayname")
                .or(() -> name.text("formatted"))
                .or(() -> given)
                .or(() -> family)
                .orElse(userName)
                .strip();
        int blank = whole.lastIndexOf(' ');
        return blank < 0
                ? new Details(email, whole, "")
                : new Details(email, whole.substring(0, blank), whole.substring(blank + 1));
    }

    /** People have one address here: the primary one, else the one for work, else the first. */
    private static Optional<String> email(Attributes user) {
        String first = null;
        String work = null;
        String primary = null;
        for (Attributes email : user.all("emails")) {
            String value = email.text("value").orElse(null);
            boolean isForWork =
                    email.text("type").filter("work"::equalsIgnoreCase).isPresent();
            boolean isPrimary = email.flag("primary").orElse(false);
            if (value != null) {
                first = first == null ? value : first;
                // The last one wins: a new primary address takes that from the one before.
                work = isForWork ? value : work;
                primary = isPrimary ? value : primary;
            }
        }
        return Optional.ofNullable(primary != null ? primary : work != null ? work : first);
    }
}
