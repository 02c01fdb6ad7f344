package org.chatboard.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatboard.platform.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Half a configuration is refused, with the key that is missing or wrong. */
class OidcSettingsTest {

    private static final Map<Setting, String> WHOLE = Map.of(
            Setting.OIDC_ISSUER, "https://idp.example/realms/corp",
            Setting.OIDC_CLIENT_ID, "chatboard",
            Setting.OIDC_CLIENT_SECRET, "secret",
            Setting.OIDC_REDIRECT_BASE, "https://chat.example/chatboard");

    private static List<String> problems(Map<Setting, String> set) {
        return OidcSettings.problems(setting -> set.getOrDefault(setting, setting.defaultValue()));
    }

    private static List<String> problemsWith(Setting setting, String value) {
        Map<Setting, String> changed = new HashMap<>(WHOLE);
        changed.put(setting, value);
        return problems(changed);
    }

    @Test
    void nothingAndEverythingAreFine() {
        assertThat(problems(Map.of())).isEmpty();
        assertThat(problems(WHOLE)).isEmpty();
        assertThat(problemsWith(Setting.OIDC_ISSUER, "http://127.0.0.1:8180/realms/corp"))
                .isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        WHOLE.keySet()
                .forEach(missing -> assertThat(problemsWith(missing, ""))
                        .singleElement()
                        .asString()
                        .contains(missing.key()));
    }

    @Test
    void nobodyIsLockedOutByHalfOfIt() {
        assertThat(problemsWith(Setting.OIDC_EMERGENCY_ADMIN, "ida")).isEmpty();
        assertThat(problems(Map.of(Setting.OIDC_EMERGENCY_ADMIN, "ida")))
                .singleElement()
                .asString()
                .contains(Setting.OIDC_EMERGENCY_ADMIN.key());
    }

    @Test
    void addressesAreSafe() {
        for (Setting address : List.of(Setting.OIDC_ISSUER, Setting.OIDC_REDIRECT_BASE)) {
            for (String wrong : List.of(
                    "http://idp.example",
                    "idp.example",
                    "ftp://idp.example",
                    "https://u@idp.example",
                    "https://idp.example/?a=b",
                    "https://idp.example/#a",
                    "https://",
                    "https://a b")) {
                assertThat(problemsWith(address, wrong))
                        .as(wrong)
                        .singleElement()
                        .asString()
                        .contains(address.key());
            }
        }
    }

    @Test
    void wordsAreOnesWeKnow() {
        assertThat(problemsWith(Setting.OIDC_CREATE_ACCOUNTS, "sometimes").toString())
                .contains(Setting.OIDC_CREATE_ACCOUNTS.key());
        assertThat(problemsWith(Setting.OIDC_CREATE_ACCOUNTS, "groups").toString())
                .contains(Setting.OIDC_REQUIRED_GROUPS.key());
        assertThat(problemsWith(Setting.OIDC_CREATE_GROUPS, "staff").toString())
                .contains(Setting.OIDC_CREATE_GROUPS.key());
        for (Setting list : List.of(Setting.OIDC_CREATE_GROUPS, Setting.OIDC_REQUIRED_GROUPS)) {
            Map<Setting, String> listed = new HashMap<>(WHOLE);
            listed.put(Setting.OIDC_CREATE_ACCOUNTS, "groups");
            listed.put(list, "staff");
            assertThat(problems(listed)).isEmpty();
        }
        assertThat(problemsWith(Setting.OIDC_SCOPES, "profile email").toString())
                .contains(Setting.OIDC_SCOPES.key());
    }

    @Test
    void theSecretMayBeInAFile(@TempDir Path folder) throws IOException {
        Map<Setting, String> set = new HashMap<>(WHOLE);
        Path file = folder.resolve("secret");
        set.put(Setting.OIDC_CLIENT_SECRET_FILE, file.toString());
        assertThat(problems(set).toString()).contains("not both");
        set.remove(Setting.OIDC_CLIENT_SECRET);
        assertThat(problems(set).toString()).contains(Setting.OIDC_CLIENT_SECRET_FILE.key());
        Files.writeString(file, "secret\n");
        assertThat(problems(set)).isEmpty();
    }
}
