package org.chatboard.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A command of the operating system, run to its end within a time limit.
 *
 * @param exitCode what it returned
 * @param output what it printed, standard output and errors together
 */
public record Command(int exitCode, String output) {

    private static final AtomicReference<@Nullable Process> RUNNING = new AtomicReference<>();

    /**
     * Runs a command in the project's folder.
     *
     * @param log the file that takes what the command prints
     * @throws AssertionError when it takes longer than {@code limit}; it is killed then, with what it started
     */
    public static Command run(List<String> words, Map<String, String> environment, Path log, Duration limit) {
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            RUNNING.set(process);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                killRunning();
                throw new AssertionError(words + " took longer than " + limit + ":\n" + Files.readString(log));
            }
            return new Command(process.exitValue(), Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + words, e);
        }
    }

    /** Ends the command that runs at this moment, with everything it started. */
    static void killRunning() {
        Process process = RUNNING.get();
        if (process != null && process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /** This command, when it succeeded. */
    public Command expectSuccess() {
        if (exitCode != 0) {
            throw new AssertionError("exit code " + exitCode + ":\n" + output);
        }
        return this;
    }
}
