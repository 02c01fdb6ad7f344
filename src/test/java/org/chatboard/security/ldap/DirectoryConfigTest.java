package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Half of a directory, or a spoilt one, is refused with the key that is missing or wrong. */
class DirectoryConfigTest {

    private static final Map<String, String> WHOLE = Map.of(
            "url", "ldaps://ldap.example.org:636",
            "bind-dn", "cn=chatboard,dc=example,dc=org",
            "bind-password", "secret",
            "user-base", "ou=people,dc=example,dc=org",
            "group-base", "ou=groups,dc=example,dc=org");

    private static Optional<DirectoryConfig> read(String name, Map<String, String> set) {
        String all = name.isEmpty() ? "chatboard.ldap." : "chatboard.ldap." + name + ".";
        return DirectoryConfig.read(
                new Settings() {
                    @Override
                    public String text(Setting setting, String key) {
                        return key.startsWith(all)
                                ? set.getOrDefault(key.substring(all.length()), setting.defaultValue())
                                : setting.defaultValue();
                    }
                },
                name);
    }

    @Test
    void nothingAndEverythingAreFine() {
        assertThat(read("", Map.of())).isEmpty();
        assertThat(read("", WHOLE)).isPresent();
        assertThat(read("lab", WHOLE).orElseThrow().name()).isEqualTo("lab");
    }

    @ParameterizedTest
    @CsvSource({
        "url, ldap.example.org, url",
        "url, ldap://ldap.example.org, url",
        "url, ldaps://a.example ldap://b.example, url",
        "url, ldaps://ldap.example.org/dc=example, url",
        "start-tls, true, start-tls",
        "certificate-file, /nowhere/at/all.pem, certificate-file",
        "user-base, '', user-base",
        "user-base, people, user-base",
        "group-base, groups, group-base",
        "user-filter, (uid=*), user-filter",
        "bind-dn, '', bind-dn",
        "bind-password, '', bind-dn",
        "sync-interval, PT5S, sync-interval"
    })
    void whatCannotBeIsNamed(String key, String value, String named) {
        Map<String, String> spoilt = new HashMap<>(WHOLE);
        spoilt.put(key, value);
        for (String name : new String[] {"", "lab"}) {
            assertThatThrownBy(() -> read(name, spoilt))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("chatboard.ldap." + (name.isEmpty() ? "" : name + ".") + named);
        }
    }

    @Test
    void groupsAreLookedForSomewhere() {
        Map<String, String> spoilt = new HashMap<>(WHOLE);
        spoilt.put("group-base", "");
        spoilt.put("required-groups", "staff");
        assertThatThrownBy(() -> read("", spoilt)).hasMessageContaining("chatboard.ldap.group-base");
    }
}
