package org.chatboard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The catalogue of settings can be used as it stands, and the guide for administrators knows all of it. */
class SettingsTest {

    private static final Path GUIDE = Path.of("src/site/markdown/operations.md");

    @Test
    void everyDefaultCanBeUsed() {
        assertThat(Setting.values())
                .allSatisfy(setting ->
                        assertThat(setting.problem(setting.defaultValue())).isNull());
    }

    @Test
    void everyKeyIsDifferentAndOurs() {
        assertThat(Arrays.stream(Setting.values()).map(Setting::key))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("chatboard\\.[a-z.-]+"));
    }

    @Test
    void aSpoiltValueIsToldWithItsKey() {
        assertThat(Setting.PASSWORD_MIN_LENGTH.problem("5")).contains("chatboard.password.min-length");
        assertThat(Setting.PASSWORD_MIN_LENGTH.problem("six")).contains("chatboard.password.min-length");
        assertThat(Setting.REGISTRATION_ENABLED.problem("yes")).contains("true or false");
        assertThat(Setting.HEARTBEAT.problem("25")).contains("PT25S");
        assertThat(Setting.PASSWORD_MIN_LENGTH.problem("12")).isNull();
    }

    @Test
    void everySettingHasARowInTheGuideWithItsDefault() throws IOException {
        assumeTrue(Files.exists(GUIDE), "there is no operations.md yet");
        String[] lines = Files.readString(GUIDE).split("\n", -1);
        assertThat(Setting.values())
                .allSatisfy(setting -> assertThat(lines)
                        .as("row of %s", setting.key())
                        .anyMatch(line -> line.startsWith("|")
                                && line.contains("`" + setting.key() + "`")
                                && line.contains(setting.defaultValue())));
    }
}
