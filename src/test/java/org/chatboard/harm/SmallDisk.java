package org.chatboard.harm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.chatboard.testing.Command;
import org.chatboard.testing.Postgres;

/** A disk under the data of PostgreSQL that gets full: a tmpfs, so that whoever runs the tests has to be root. */
public final class SmallDisk implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path LOG = Path.of("target/it/small-disk.log");

    /** What PostgreSQL may still write before somebody else fills the disk, in bytes. */
    private static final long SPARE = 48L << 20;

    private final Postgres postgres;
    private final Path data;
    private final Path away;

    private SmallDisk(Postgres postgres) {
        this.postgres = postgres;
        this.data = postgres.data();
        this.away = data.resolveSibling(data.getFileName() + "-away");
    }

    /** Whether this run may mount. */
    public static boolean isPossible() throws IOException {
        Path there = Files.createDirectories(Path.of("target/it/small-disk").toAbsolutePath());
        if (tried("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", there.toString())
                        .exitCode()
                != 0) {
            return false;
        }
        tried("umount", there.toString()).expectSuccess();
        return true;
    }

    /** Moves the data there, with a power cut before. */
    public static SmallDisk under(Postgres postgres) throws IOException {
        SmallDisk disk = new SmallDisk(postgres);
        postgres.kill9();
        Files.move(disk.data, disk.away);
        Files.createDirectory(disk.data);
        long size = Long.parseLong(tried("du", "-sb", disk.away.toString())
                        .expectSuccess()
                        .output()
                        .split("\t", -1)[0])
                + SPARE;
        tried("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + size, "tmpfs", disk.data.toString())
                .expectSuccess();
        copy(disk.away, disk.data);
        postgres.restart();
        return disk;
    }

    /** Somebody else writes until nothing more fits. */
    public void fill() throws IOException {
        byte[] some = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(ballast())) {
            while (true) {
                out.write(some);
            }
        } catch (IOException full) {
            if (Files.size(ballast()) == 0) {
                throw full;
            }
        }
    }

    /** That is removed again. */
    public void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    /** Moves the data back, with another power cut. */
    @Override
    public void close() throws IOException {
        free();
        postgres.kill9();
        tried("rm", "-rf", away.toString()).expectSuccess();
        Files.createDirectory(away);
        copy(data, away);
        tried("umount", data.toString()).expectSuccess();
        Files.delete(data);
        Files.move(away, data);
        postgres.restart();
    }

    private Path ballast() {
        return data.resolve("somebody-elses-file");
    }

    private static void copy(Path from, Path to) {
        tried("cp", "-a", from + "/.", to.toString()).expectSuccess();
    }

    private static Command tried(String... words) {
        return Command.run(List.of(words), Map.of(), LOG, LIMIT);
    }
}
