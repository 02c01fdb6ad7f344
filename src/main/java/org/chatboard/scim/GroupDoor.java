package org.chatboard.scim;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.chatboard.platform.Invalid;
import org.chatboard.scim.query.Comparison;
import org.chatboard.scim.query.Operation;
import org.chatboard.scim.query.Patch;
import org.chatboard.users.provision.Condition;
import org.chatboard.users.provision.Condition.Field;
import org.chatboard.users.provision.DirectoryGroup;
import org.chatboard.users.provision.DirectoryGroups;
import org.chatboard.users.provision.GroupEdit;

/** {@code /Groups}. */
@ApplicationScoped
class GroupDoor {

    @Inject
    DirectoryGroups groups;

    Answer list(Call call) {
        ListQuery query = ListQuery.of(call);
        return query.answer(
                groups.list(
                        call.caller(),
                        query.conditions(GroupDoor::condition),
                        query.startIndex() - 1,
                        query.count(),
                        ListQuery.isWanted(call, "members")),
                group -> ListQuery.only(call, GroupJson.write(group, call.base())));
    }

    Answer get(Call call) {
        return Answer.of(written(call, groups.get(call.caller(), call.id())));
    }

    Answer add(Call call) {
        DirectoryGroup added = groups.add(call.caller(), GroupJson.read(call.body()));
        return new Answer(201, written(call, added), call.base() + "/Groups/" + added.id());
    }

    Answer replace(Call call) {
        GroupEdit edit = GroupJson.read(call.body());
        return Answer.of(written(call, groups.change(call.caller(), call.id(), now -> edit)));
    }

    /** Without a body: a group may have thousands of people, and one of them came. */
    Answer patch(Call call) {
        List<Operation> operations = Operation.all(call.body());
        groups.change(call.caller(), call.id(), now -> patched(now, operations));
        return Answer.DONE;
    }

    private static GroupEdit patched(DirectoryGroup now, List<Operation> operations) {
        Map<String, Object> attributes = GroupJson.attributes(now);
        Patch.apply(GroupJson.SHAPE, attributes, operations);
        if (!attributes.containsKey("displayname")) {
            throw new Invalid("mutability", "displayName cannot be removed.", List.of());
        }
        return GroupJson.read(attributes);
    }

    Answer remove(Call call) {
        groups.remove(call.caller(), call.id());
        return Answer.DONE;
    }

    private static Map<String, Object> written(Call call, DirectoryGroup group) {
        return ListQuery.only(call, GroupJson.write(group, call.base()));
    }

    private static Condition condition(Comparison asked) {
        String text = asked.value().toString();
        return switch (asked.attribute()) {
            case "id" -> new Condition(Field.ID, text);
            case "externalid" -> new Condition(Field.EXTERNAL_ID, text);
            case "displayname" -> new Condition(Field.DISPLAY_NAME, text);
            case "members", "members.value" -> new Condition(Field.MEMBER, text);
            default ->
                throw new Invalid("invalidFilter", "Groups cannot be found by " + asked.attribute() + ".", List.of());
        };
    }
}
