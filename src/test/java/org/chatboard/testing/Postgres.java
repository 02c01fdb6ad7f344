package org.chatboard.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A PostgreSQL 15 of its own, from Maven Central, empty at the start and gone at the end. */
public final class Postgres implements AutoCloseable {

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts it on a free port of the loopback interface. It does not wait for the disk, unless {@code
     * -Dchatboard.it.durable=true} asks for what a server in earnest does.
     */
    public static Postgres start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(
                        Path.of("target/it/postgres-server").toFile());
        if (Boolean.getBoolean("chatboard.it.durable")) {
            builder.setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
        }
        return new Postgres(builder.start());
    }

    /** What {@code deploy.sh} needs to use it. */
    public Map<String, String> environment() {
        return Map.of(
                "CHATBOARD_DB_URL", "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                "CHATBOARD_DB_USER", "postgres",
                "CHATBOARD_DB_PASSWORD", "postgres");
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
