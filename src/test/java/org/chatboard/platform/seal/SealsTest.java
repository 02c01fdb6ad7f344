package org.chatboard.platform.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Unavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key is made once, and a wrong or missing one is said, never made up for. */
class SealsTest {

    @TempDir
    Path folder;

    private final Map<Setting, String> set = new HashMap<>();

    private Seals start(String... kept) {
        Seals seals = new Seals(place());
        seals.begin(List.of(kept));
        return seals;
    }

    private KeyPlace place() {
        set.putIfAbsent(Setting.DATA_DIR, folder.toString());
        return new KeyPlace(new Settings() {
            @Override
            public String text(Setting setting) {
                return set.getOrDefault(setting, setting.defaultValue());
            }
        });
    }

    private List<String> problems() {
        KeyPlace place = place();
        return place.problems(place.settings);
    }

    @Test
    void theFirstStartMakesAKeyForItsOwnerAloneAndTheNextOneTakesIt() throws IOException {
        String sealed = start().seal("secret", "anna");
        Path file = folder.resolve("secret-key");
        String key = Files.readString(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(start(sealed).open(sealed, "anna")).isEqualTo("secret");
        assertThat(Files.readString(file)).isEqualTo(key);
    }

    @Test
    void whatIsSealedWithAKeyThatIsGoneStopsTheStartAndNoOtherIsMade() throws IOException {
        String sealed = start().seal("secret", "anna");
        Path file = folder.resolve("secret-key");
        Files.delete(file);
        assertThatThrownBy(() -> start("JBSWY3DP", sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("chatboard.secret-key-file");
        assertThat(file).doesNotExist();
        Files.writeString(file, SealKey.next());
        assertThatThrownBy(() -> start(sealed)).hasMessageContaining("does not start");
        Files.writeString(file, "nonsense");
        assertThatThrownBy(() -> start(sealed)).hasMessageContaining("32 bytes in Base64");
    }

    @Test
    void whatCannotBeReadIsNeverTakenForNothing() {
        Seals seals = start();
        String sealed = seals.seal("secret", "anna");
        assertThatThrownBy(() -> seals.open(sealed, "ben")).isInstanceOf(Unavailable.class);
        set.put(Setting.DATA_DIR, folder.resolve("elsewhere").toString());
        assertThatThrownBy(() -> start().open(sealed, "anna")).isInstanceOf(Unavailable.class);
        set.put(Setting.DATA_DIR, "");
        assertThatThrownBy(() -> start().seal("secret", "anna")).isInstanceOf(Unavailable.class);
        assertThat(seals.open("JBSWY3DP", "anna")).isEqualTo("JBSWY3DP");
    }

    @Test
    void theKeyComesFromASettingOrAFileToo() throws IOException {
        String key = SealKey.next();
        set.put(Setting.SECRET_KEY, key);
        String sealed = start().seal("secret", "anna");
        assertThat(problems()).isEmpty();
        Path file = Files.writeString(folder.resolve("elsewhere"), key + "\n");
        set.put(Setting.SECRET_KEY_FILE, file.toString());
        assertThat(problems()).singleElement().asString().contains("not both");
        set.remove(Setting.SECRET_KEY);
        assertThat(problems()).isEmpty();
        assertThat(start(sealed).open(sealed, "anna")).isEqualTo("secret");
        assertThat(folder.resolve("secret-key")).doesNotExist();
        set.put(Setting.SECRET_KEY_FILE, folder.resolve("nowhere").toString());
        assertThat(problems()).singleElement().asString().contains("chatboard.secret-key-file");
        set.remove(Setting.SECRET_KEY_FILE);
        set.put(Setting.SECRET_KEY, "short");
        assertThat(problems()).singleElement().asString().contains("chatboard.secret-key ");
    }
}
