package org.chatboard.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** The folder where ChatBoard keeps its own files. What it writes there is for the owner of the server alone. */
@ApplicationScoped
public class DataFolder {

    @Inject
    Settings settings;

    /** For CDI. */
    protected DataFolder() {}

    /** The folder that these settings name, where no container runs. */
    @SuppressWarnings("UnnecessaryAssignment")
    public DataFolder(Settings settings) {
        this.settings = settings;
    }

    /** The folder, if the setting says which. */
    public Optional<Path> find() {
        return Optional.of(settings.text(Setting.DATA_DIR))
                .filter(text -> !text.isEmpty())
                .map(Path::of);
    }

    /** Writes a secret: readable for others at no moment, and never half written. */
    public void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " has no folder");
        }
        Files.createDirectories(folder);
        boolean hasModes = Files.getFileStore(folder).supportsFileAttributeView("posix");
        Path draft = hasModes
                ? Files.createTempFile(
                        folder,
                        ".secret",
                        ".tmp",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, ".secret", ".tmp");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
