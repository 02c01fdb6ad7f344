package org.chatboard.messages.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.chatboard.messages.MessageView;
import org.chatboard.messages.revision.Revised;
import org.chatboard.platform.Conflict;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.Stale;
import org.jspecify.annotations.Nullable;

/**
 * The edits and withdrawals of one batch, in the transaction that has locked their rooms. They take their turn between the
 * posts, each with the next change of its room; what the messages said before is kept. A batch without any costs nothing.
 */
final class RevisionBatch {

    private static final String CURRENT = """
            select m.*, s.username as sender, k.user_id, mine.role
            from unnest(cast(? as uuid array), cast(? as uuid array)) k (message_id, user_id)
            join messages m on m.id = k.message_id
            join users s on s.id = m.sender_id
            join memberships mine on mine.room_id = m.room_id and mine.user_id = k.user_id""";

    private static final String UPDATE =
            "update messages set change = ?, body = ?, edited_at = ?, deleted_at = ? where id = ?";

    private static final String KEEP = """
            insert into message_revisions (message_id, change, body, written_at, replaced_at, replaced_by, withdrawn)
            values (?, ?, ?, ?, ?, ?, ?)""";

    /** As they are now, and as they become while the batch is gone through. */
    private final Map<UUID, MessageView> messages = new HashMap<>();

    private final Map<Right, String> roles = new HashMap<>();
    private final List<Applied> applied = new ArrayList<>();

    /** That somebody is a member of the room of a message. */
    private record Right(UUID messageId, UUID userId) {}

    private record Applied(Revision revision, MessageView before, MessageView after) {}

    private RevisionBatch() {}

    /** Reads the messages that are to be revised. */
    static RevisionBatch read(Connection connection, List<Revision> revisions) throws SQLException {
        RevisionBatch batch = new RevisionBatch();
        if (revisions.isEmpty()) {
            return batch;
        }
        try (PreparedStatement select = connection.prepareStatement(CURRENT)) {
            MessageStore.set(
                    select,
                    1,
                    "uuid",
                    MessageStore.each(revisions, revision -> revision.asked().messageId()));
            MessageStore.set(
                    select,
                    2,
                    "uuid",
                    MessageStore.each(revisions, revision -> revision.caller().id()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    MessageView message = MessageRows.read(row);
                    batch.messages.put(message.id(), message);
                    batch.roles.put(
                            new Right(message.id(), row.getObject("user_id", UUID.class)), row.getString("role"));
                }
            }
        }
        return batch;
    }

    /** Whether anything is to be stored. */
    boolean isEmpty() {
        return applied.isEmpty();
    }

    /** Decides one revision; what it makes of the message holds for the next. */
    void decide(Revision revision, @Nullable LockedRoom room) {
        Revision.Asked asked = revision.asked();
        MessageView now = messages.get(asked.messageId());
        String role = roles.get(new Right(asked.messageId(), revision.caller().id()));
        if (room == null || now == null || role == null || !now.roomId().equals(revision.roomId())) {
            revision.refuse(new NotFound("not_found", "There is no such message, or not for you."));
            return;
        }
        boolean own = now.senderId().equals(revision.caller().id());
        boolean moderates = asked.text() == null && !role.equals("MEMBER");
        if (!own && !moderates) {
            revision.refuse(new Forbidden("not_the_author", "Only who wrote a message may change it."));
        } else if (isDone(asked, now)) {
            // A withdrawn message is told again only to whom nobody could tell; see MessageLog.
            boolean untold = revision.inDoubt() && room.isNewest(now);
            revision.answer(new Revised(now, room.memberIds, untold));
        } else if (now.deletedAt() != null) {
            revision.refuse(new Conflict("message_deleted", "This message was deleted; it says nothing any more."));
        } else if (!moderates && isLate(asked.limit(), now, revision.at())) {
            revision.refuse(new Forbidden("too_late", "This message is too old to be changed."));
        } else if (asked.expectedChange() != null && asked.expectedChange() != now.change()) {
            revision.refuse(new Stale("The message has changed since; read it again."));
        } else {
            MessageView after = revised(now, revision, room.nextChange());
            messages.put(after.id(), after);
            applied.add(new Applied(revision, now, after));
            revision.answer(new Revised(after, room.memberIds, true));
        }
    }

    /** Whoever asks twice because the first answer was lost finds done what was asked for, whatever they expect. */
    private static boolean isDone(Revision.Asked asked, MessageView now) {
        return asked.text() == null
                ? now.deletedAt() != null
                : now.deletedAt() == null && asked.text().equals(now.text());
    }

    private static boolean isLate(Duration limit, MessageView message, Instant at) {
        return limit.isZero() || message.createdAt().isBefore(at.minus(limit));
    }

    private static MessageView revised(MessageView now, Revision revision, long change) {
        String text = revision.asked().text();
        return new MessageView(
                now.id(),
                now.roomId(),
                now.seq(),
                change,
                now.senderId(),
                now.sender(),
                now.clientId(),
                text == null ? "" : text,
                now.replyTo(),
                now.createdAt(),
                text == null ? now.editedAt() : revision.at(),
                text == null ? revision.at() : null);
    }

    /** Stores what was decided. */
    void write(Connection connection) throws SQLException {
        try (PreparedStatement keep = connection.prepareStatement(KEEP);
                PreparedStatement update = connection.prepareStatement(UPDATE)) {
            for (Applied one : applied) {
                keep(keep, one);
                update(update, one.after());
            }
            keep.executeBatch();
            update.executeBatch();
        }
    }

    private static void keep(PreparedStatement keep, Applied one) throws SQLException {
        MessageView before = one.before();
        keep.setObject(1, before.id());
        keep.setLong(2, before.change());
        keep.setString(3, before.text());
        setTime(keep, 4, before.editedAt() == null ? before.createdAt() : before.editedAt());
        setTime(keep, 5, one.revision().at());
        keep.setObject(6, one.revision().caller().id());
        keep.setBoolean(7, one.after().deletedAt() != null);
        keep.addBatch();
    }

    private static void update(PreparedStatement update, MessageView after) throws SQLException {
        update.setLong(1, after.change());
        update.setString(2, after.text());
        setTime(update, 3, after.editedAt());
        setTime(update, 4, after.deletedAt());
        update.setObject(5, after.id());
        update.addBatch();
    }

    private static void setTime(PreparedStatement statement, int parameter, @Nullable Instant time)
            throws SQLException {
        if (time == null) {
            statement.setNull(parameter, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(parameter, time.atOffset(ZoneOffset.UTC));
        }
    }
}
