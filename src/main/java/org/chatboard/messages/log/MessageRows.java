package org.chatboard.messages.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.chatboard.messages.MessageView;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table {@code messages}. */
public final class MessageRows {

    private MessageRows() {}

    /** A row of {@code messages}, joined with the sender's user name. */
    public static MessageView read(ResultSet row) throws SQLException {
        return new MessageView(
                row.getObject("id", UUID.class),
                row.getObject("room_id", UUID.class),
                row.getLong("seq"),
                row.getLong("change"),
                row.getObject("sender_id", UUID.class),
                row.getString("sender"),
                row.getObject("client_id", UUID.class),
                row.getString("body"),
                row.getObject("reply_to", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "edited_at"),
                instant(row, "deleted_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
