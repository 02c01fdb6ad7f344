package org.chatboard.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.UUID;

/** What the same PostgreSQL takes when nothing but inserting is done: a table like {@code messages}, indexes and all. */
final class DatabaseLimit {

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, now())";

    private final Connection database;

    DatabaseLimit(Connection database) {
        this.database = database;
    }

    /** One setting of the database. */
    String setting(String name) throws SQLException {
        try (Statement sql = database.createStatement();
                ResultSet row = sql.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The process of the database that all others are children of. */
    long pid() throws SQLException {
        try (Statement sql = database.createStatement();
                ResultSet row =
                        sql.executeQuery("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint")) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Durable rows per second over one connection, one statement and one commit per batch.
     *
     * @param batch rows of a transaction
     */
    double rowsPerSecond(int batch, double seconds) throws SQLException {
        try (Statement sql = database.createStatement()) {
            sql.execute("drop table if exists bench_limit");
            sql.execute("create table bench_limit (like messages including all)");
        }
        UUID room = UUID.randomUUID();
        String text = Arrival.text(1, OpenLoop.TEXT_BYTES);
        String statement = "insert into bench_limit (id, room_id, seq, change, sender_id, client_id, body, created_at)"
                + " values " + String.join(",", Collections.nCopies(batch, ROW));
        long start = System.nanoTime();
        long rows = 0;
        try (PreparedStatement insert = database.prepareStatement(statement)) {
            while (System.nanoTime() - start < seconds * 1e9) {
                int p = 1;
                for (int i = 0; i < batch; i++) {
                    rows++;
                    insert.setObject(p++, UUID.randomUUID());
                    insert.setObject(p++, room);
                    insert.setLong(p++, rows);
                    insert.setLong(p++, rows);
                    insert.setObject(p++, room);
                    insert.setObject(p++, UUID.randomUUID());
                    insert.setString(p++, text);
                }
                insert.executeUpdate();
            }
        }
        return rows / ((System.nanoTime() - start) / 1e9);
    }
}
