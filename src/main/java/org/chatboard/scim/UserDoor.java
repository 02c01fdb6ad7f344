package org.chatboard.scim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Invalid;
import org.chatboard.scim.query.Comparison;
import org.chatboard.scim.query.Operation;
import org.chatboard.scim.query.Patch;
import org.chatboard.users.provision.Account;
import org.chatboard.users.provision.AccountEdit;
import org.chatboard.users.provision.Condition;
import org.chatboard.users.provision.Condition.Field;
import org.chatboard.users.provision.ProvisionService;

/** {@code /Users}. */
@ApplicationScoped
class UserDoor {

    private static final int TRIES = 5;

    @Inject
    ProvisionService accounts;

    Answer list(Call call) {
        ListQuery query = ListQuery.of(call);
        return query.answer(
                accounts.list(
                        call.caller(), query.conditions(UserDoor::condition), query.startIndex() - 1, query.count()),
                account -> ListQuery.only(call, UserJson.write(account, call.base())));
    }

    Answer get(Call call) {
        return Answer.of(written(call, accounts.get(call.caller(), call.id())));
    }

    Answer add(Call call) {
        Account added = add(call, UserJson.read(call.body()), TRIES);
        return new Answer(201, written(call, added), call.base() + "/Users/" + added.id());
    }

    /** Two people with one name may come at the same time: the second one gets another user name then. */
    private Account add(Call call, AccountEdit edit, int tries) {
        try {
            return accounts.add(call.caller(), edit);
        } catch (Conflict refused) {
            if (refused.code().equals("try_again") && tries > 1) {
                return add(call, edit, tries - 1);
            }
            throw refused;
        }
    }

    Answer replace(Call call) {
        AccountEdit edit = UserJson.read(call.body());
        return Answer.of(written(call, accounts.change(call.caller(), call.id(), now -> edit)));
    }

    Answer patch(Call call) {
        List<Operation> operations = Operation.all(call.body());
        return Answer.of(written(call, accounts.change(call.caller(), call.id(), now -> patched(now, operations))));
    }

    private static AccountEdit patched(Account now, List<Operation> operations) {
        Map<String, Object> attributes = UserJson.attributes(now);
        Patch.apply(UserJson.SHAPE, attributes, operations);
        if (!attributes.containsKey("username")) {
            throw new Invalid("mutability", "userName cannot be removed.", List.of());
        }
        return UserJson.read(attributes);
    }

    Answer remove(Call call) {
        accounts.remove(call.caller(), call.id());
        return Answer.DONE;
    }

    private static Map<String, Object> written(Call call, Account account) {
        return ListQuery.only(call, UserJson.write(account, call.base()));
    }

    private static Condition condition(Comparison asked) {
        Object value = asked.value();
        String text = value.toString();
        return switch (asked.attribute()) {
            case "id" -> new Condition(Field.ID, text);
            case "username" -> new Condition(Field.USER_NAME, text);
            case "externalid" -> new Condition(Field.EXTERNAL_ID, text);
            case "emails", "emails.value" -> new Condition(Field.EMAIL, text);
            case "displayname", "name.formatted" -> new Condition(Field.DISPLAY_NAME, text);
            case "name.givenname" -> new Condition(Field.FIRST_NAME, text);
            case "name.familyname" -> new Condition(Field.LAST_NAME, text);
            case "active" -> new Condition(Field.ACTIVE, text);
            // Everybody has exactly one address, and it is of this kind.
            case "emails.type" -> always(text.equalsIgnoreCase("work"));
            case "emails.primary" -> always(text.equalsIgnoreCase("true"));
            default ->
                throw new Invalid("invalidFilter", "Users cannot be found by " + asked.attribute() + ".", List.of());
        };
    }

    private static Condition always(boolean holds) {
        return new Condition(holds ? Field.ANYTHING : Field.NOTHING, "");
    }
}
