package org.chatboard.platform.seal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.chatboard.platform.DataFolder;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;

/**
 * Where the key lies: in the setting {@code chatboard.secret-key}, in the file that {@code chatboard.secret-key-file} names, or,
 * when neither is set, in the file {@code secret-key} of the data folder, which is made at the first start.
 */
@ApplicationScoped
class KeyPlace implements Settings.Rule {

    private static final System.Logger LOG = System.getLogger(KeyPlace.class.getName());

    private static final long LARGEST = 1_000;

    @Inject
    Settings settings;

    @Inject
    DataFolder folder;

    /** For CDI. */
    protected KeyPlace() {}

    /** The place that these settings name, where no container runs. */
    @SuppressWarnings("UnnecessaryAssignment")
    KeyPlace(Settings settings) {
        this.settings = settings;
        this.folder = new DataFolder(settings);
    }

    @Override
    public List<String> problems(Settings all) {
        String given = all.text(Setting.SECRET_KEY);
        String file = all.text(Setting.SECRET_KEY_FILE);
        if (!given.isEmpty() && !file.isEmpty()) {
            return List.of("Set " + Setting.SECRET_KEY.key() + " or " + Setting.SECRET_KEY_FILE.key() + ", not both.");
        }
        if (!given.isEmpty() && SealKey.read(given).isEmpty()) {
            return List.of(Setting.SECRET_KEY.key() + " must be 32 bytes in Base64.");
        }
        if (!file.isEmpty() && read(file).isEmpty()) {
            return List.of(Setting.SECRET_KEY_FILE.key()
                    + " must name a file that the server can read, with 32 bytes in Base64.");
        }
        return List.of();
    }

    /**
     * The key that is there.
     *
     * @throws IllegalStateException when something is there that is no key; the message says what
     */
    Optional<SealKey> find() {
        String given = settings.text(Setting.SECRET_KEY);
        String file = settings.text(Setting.SECRET_KEY_FILE);
        if (!given.isEmpty() || !file.isEmpty()) {
            return given.isEmpty() ? read(file) : SealKey.read(given);
        }
        Optional<Path> own = own().filter(Files::exists);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(read(own.get().toString())
                .orElseThrow(() -> new IllegalStateException(own.get() + " must be readable for the server and hold 32"
                        + " bytes in Base64: put the key of this installation there.")));
    }

    /** Makes a key in the data folder; nothing when there is no such folder. */
    Optional<SealKey> make() throws IOException {
        Optional<Path> own = own();
        if (own.isPresent()) {
            folder.write(own.get(), SealKey.next() + "\n");
            LOG.log(Level.INFO, "The key for secrets in the database is in {0}; keep a copy of it", own.get());
        }
        return find();
    }

    /** Where the key is or should be, for people. */
    String name() {
        if (!settings.text(Setting.SECRET_KEY).isEmpty()) {
            return "the setting " + Setting.SECRET_KEY.key();
        }
        String file = settings.text(Setting.SECRET_KEY_FILE);
        return file.isEmpty()
                ? own().map(Path::toString).orElse("the setting " + Setting.SECRET_KEY_FILE.key())
                : file + " (" + Setting.SECRET_KEY_FILE.key() + ")";
    }

    private Optional<Path> own() {
        return folder.find().map(data -> data.resolve("secret-key"));
    }

    private static Optional<SealKey> read(String file) {
        try {
            Path path = Path.of(file);
            return Files.isRegularFile(path) && Files.size(path) <= LARGEST
                    ? SealKey.read(Files.readString(path))
                    : Optional.empty();
        } catch (IOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
    }
}
