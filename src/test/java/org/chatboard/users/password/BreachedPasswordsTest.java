package org.chatboard.users.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.testing.settings.StolenPasswords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreachedPasswordsTest {

    private static final String COMPOSED = "caf\u00e9 au lait";

    private static final String DECOMPOSED = "cafe\u0301 au lait";

    @TempDir
    Path folder = Path.of("");

    private static Settings naming(String file) {
        return new Settings() {
            @Override
            public String text(Setting setting) {
                return setting == Setting.PASSWORD_BREACHED_FILE ? file : setting.defaultValue();
            }
        };
    }

    private static BreachedPasswords in(Path file) {
        return new BreachedPasswords(naming(file.toString()));
    }

    private Path stolen(String... passwords) throws IOException {
        return Files.write(folder.resolve("stolen.txt"), StolenPasswords.lines(List.of(passwords)));
    }

    /** The example in the description of the file, so that nobody but us has to agree on what a hash is. */
    @Test
    void theHashIsTheOneOfTheFilesThatAreGivenOut() throws IOException {
        Path file =
                Files.writeString(folder.resolve("given.txt"), "5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8:3730471\r\n");
        assertThat(in(file).contains("password")).isTrue();
        assertThat(in(file).contains("Password")).isFalse();
    }

    @Test
    void aPasswordCountsAsItIsTypedAndAsItIsKept() throws IOException {
        Path composed = stolen("one", COMPOSED, "another");
        assertThat(in(composed).contains(COMPOSED)).isTrue();
        assertThat(in(composed).contains(DECOMPOSED)).isTrue();
        assertThat(in(composed).contains("cafe au lait")).isFalse();
        Path decomposed = stolen("one", DECOMPOSED);
        assertThat(in(decomposed).contains(DECOMPOSED)).isTrue();
    }

    @Test
    void withoutAFileNothingIsLookedFor() {
        BreachedPasswords none = new BreachedPasswords(naming(""));
        assertThat(none.problems(naming(""))).isEmpty();
        assertThat(none.contains("password")).isFalse();
    }

    @Test
    void aFileThatIsGoneOrSpoiltStopsNobodyWhileChatBoardRuns() throws IOException {
        Path file = stolen("one", "two");
        BreachedPasswords breached = in(file);
        assertThat(breached.problem()).isEmpty();
        assertThat(breached.contains("one")).isTrue();
        Files.writeString(file, "half a download");
        assertThat(breached.contains("one")).isFalse();
        assertThat(breached.problem()).get().asString().contains("no line with a SHA-1 hash");
        Files.delete(file);
        assertThat(breached.contains("one")).isFalse();
        assertThat(breached.problem()).get().asString().contains("there is no such file");
        stolen("one", "two");
        assertThat(breached.contains("one")).as("it is there again").isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing.txt", ".", "spoilt.txt", "empty.txt", "\u0000"})
    void aFileThatIsNoneStopsTheStart(String name) throws IOException {
        Files.writeString(folder.resolve("spoilt.txt"), "not what it should be\n");
        Files.writeString(folder.resolve("empty.txt"), "");
        String file = folder + "/" + name;
        assertThat(new BreachedPasswords(naming("")).problems(naming(file)))
                .singleElement()
                .asString()
                .contains(Setting.PASSWORD_BREACHED_FILE.key(), file)
                .matches("(?s).*is none: .{9,}\\.");
    }
}
