package org.chatboard.rest.rooms;

import jakarta.json.stream.JsonGenerator;
import org.chatboard.messages.MessageJson;
import org.chatboard.messages.RoomSummary;
import org.chatboard.messages.overview.OverviewPage;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rooms.MemberView;
import org.chatboard.rooms.RoomKind;
import org.chatboard.rooms.groups.ChannelView;
import org.chatboard.rooms.groups.ChannelsPage;
import org.chatboard.rooms.groups.MembersPage;
import org.chatboard.users.Caller;
import org.jspecify.annotations.Nullable;

/** Writes the answers about rooms. */
public final class RoomBodies {

    private RoomBodies() {}

    /** A room as one of its members sees it. */
    public static String room(RoomSummary room, Caller viewer) {
        return JsonBody.of(json -> MessageJson.writeFields(json, room, viewer.id()));
    }

    /** A page of a person's rooms. */
    public static String rooms(OverviewPage page, Caller viewer) {
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            page.rooms().forEach(room -> MessageJson.write(json, null, room, viewer.id()));
            json.writeEnd();
            cursor(json, page.nextCursor());
        });
    }

    /** An open channel as everybody may see it. */
    public static String channel(ChannelView channel) {
        return JsonBody.of(json -> write(json, channel));
    }

    /** A page of the open channels. */
    public static String channels(ChannelsPage page) {
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (ChannelView channel : page.channels()) {
                json.writeStartObject();
                write(json, channel);
                json.writeEnd();
            }
            json.writeEnd();
            cursor(json, page.nextCursor());
        });
    }

    /** How far a member has read. */
    public static String read(RoomSummary room) {
        return JsonBody.of(json -> json.write("lastReadSeq", room.lastReadSeq())
                .write("lastSeq", room.lastSeq())
                .write("unread", room.unread()));
    }

    /** A member of a room. */
    public static String member(MemberView member) {
        return JsonBody.of(json -> MessageJson.write(json, member));
    }

    /** A page of the members of a room. */
    public static String members(MembersPage page) {
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (MemberView member : page.members()) {
                json.writeStartObject();
                MessageJson.write(json, member);
                json.writeEnd();
            }
            json.writeEnd();
            cursor(json, page.nextCursor());
        });
    }

    private static void write(JsonGenerator json, ChannelView channel) {
        json.write("id", channel.id().toString())
                .write("kind", RoomKind.OPEN.name())
                .write("name", channel.name());
        if (!channel.topic().isEmpty()) {
            json.write("topic", channel.topic());
        }
        if (channel.archivedAt() != null) {
            json.write("archivedAt", channel.archivedAt().toString());
        }
        json.write("memberCount", channel.memberCount()).write("joined", channel.joined());
    }

    private static void cursor(JsonGenerator json, @Nullable String nextCursor) {
        if (nextCursor != null) {
            json.write("nextCursor", nextCursor);
        }
    }
}
