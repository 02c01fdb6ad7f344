package org.chatboard.security.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chatboard.platform.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Half a configuration is refused, with the key that is missing or wrong. */
class ProxySettingsTest {

    private static final Map<Setting, String> WHOLE =
            Map.of(Setting.PROXY_USER_HEADER, "X-Remote-User", Setting.PROXY_TRUSTED, "10.0.0.5, fd00::/64");

    private static List<String> problems(Map<Setting, String> set) {
        return ProxySettings.problems(setting -> set.getOrDefault(setting, setting.defaultValue()));
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
        assertThat(problemsWith(Setting.PROXY_EMAIL_HEADER, "X-Remote-Email")).isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        WHOLE.keySet()
                .forEach(missing -> assertThat(problemsWith(missing, ""))
                        .singleElement()
                        .asString()
                        .contains(missing.key() + " is missing"));
        assertThat(problems(Map.of(Setting.PROXY_NAME_HEADER, "X-Remote-Name"))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"everybody", "0.0.0.0/0", "::/0", "10.0.0.0/33", "proxy.example.org", "10.0.0.5 10.0.0.6"})
    void whoIsTrustedIsAnAddress(String trusted) {
        assertThat(problemsWith(Setting.PROXY_TRUSTED, trusted))
                .singleElement()
                .asString()
                .contains(Setting.PROXY_TRUSTED.key(), trusted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"X Remote User", "X-Remote-User:", "Cookie", "authorization", "Ü"})
    void aHeaderHasANameOfItsOwn(String header) {
        assertThat(problemsWith(Setting.PROXY_USER_HEADER, header))
                .singleElement()
                .asString()
                .contains(Setting.PROXY_USER_HEADER.key());
    }

    @Test
    void oneHeaderIsNotTwoThings() {
        assertThat(problemsWith(Setting.PROXY_EMAIL_HEADER, "x-remote-USER"))
                .singleElement()
                .asString()
                .contains(Setting.PROXY_EMAIL_HEADER.key());
    }
}
