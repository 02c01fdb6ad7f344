package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.settings.ServerSettings;
import org.chatboard.webhooks.wire.Certificates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** People sign in over LDAPS and over StartTLS. No database has a part in it: one run is enough. */
@EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
class DirectoryTlsIT {

    private static final String KEYS = "chatboard.ldap.";

    private static final String DIRECTORIES = KEYS + "directories";

    @TempDir
    Path folder;

    private final Map<String, String> settings = new TreeMap<>();

    private void directory(String name, String url, boolean startTls, String certificateFile) {
        String keys = KEYS + name + ".";
        settings.put(keys + "url", url);
        if (startTls) {
            settings.put(keys + "start-tls", "true");
        }
        settings.put(keys + "certificate-file", certificateFile);
        settings.put(keys + "bind-dn", Corp.SERVICE);
        settings.put(keys + "bind-password", Corp.SERVICE_PASSWORD);
        settings.put(keys + "user-base", Corp.PEOPLE);
    }

    @Test
    void theCertificateDecidesWhetherPeopleComeIn() throws GeneralSecurityException, IOException, LDAPException {
        SSLContext tls = Certificates.of("ip:127.0.0.1", folder);
        SSLContext other = Certificates.of("ip:127.0.0.1", Files.createDirectory(folder.resolve("other")));
        String pem = folder.resolve("receiver.pem").toString();
        try (Corp one = Corp.startTls(tls.getServerSocketFactory());
                Corp two = Corp.start(tls.getSocketFactory());
                Corp three = Corp.startTls(other.getServerSocketFactory())) {
            directory("one", "ldaps://127.0.0.1:" + one.port(), false, pem);
            directory("two", "ldap://127.0.0.1:" + two.port(), true, pem);
            directory("three", "ldaps://localhost:" + one.port(), false, pem);
            directory("four", "ldaps://127.0.0.1:" + three.port(), false, pem);
            settings.put(DIRECTORIES, "one,two,three,four");
            String tina = add(one, "tina");
            String lars = add(two, "lars");
            String uma = add(three, "uma");
            Person ida = Person.administrator();
            ServerSettings.set(settings, () -> signIn(tina) == 201);
            try {
                assertThat(signIn(lars)).isEqualTo(201);
                assertThat(signIn(uma)).isEqualTo(503);
                assertThat(ChatServer.shared().log())
                        .contains("is for another name than the one in the address", "is not trusted: no authority")
                        .doesNotContain(Corp.SERVICE_PASSWORD, Corp.passwordOf(uma));
                assertThat(List.of("one", "two", "three", "four"))
                        .map(name -> code(ida, name, tina))
                        .containsExactly("works", "nobody_found", "wrong_host_name", "untrusted_certificate");
            } finally {
                // What stands of directories that are not named is not looked at.
                ServerSettings.forget(List.of(DIRECTORIES), () -> signIn(tina) == 401);
            }
        }
    }

    private static String add(Corp corp, String first) throws LDAPException {
        String uid = first + "-" + DirectoryCase.RUN;
        corp.add(uid, first, "Tls", uid + "@tls.example");
        return uid;
    }

    private static int signIn(String uid) {
        return DirectoryCase.signIn(uid).statusCode();
    }

    private static String code(Person ida, String directory, String uid) {
        return Json.object(ida.postJson(
                                "/api/v1/admin/directories/checks",
                                "{\"directory\":\"" + directory + "\",\"username\":\"" + uid + "\"}")
                        .body())
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("code");
    }
}
