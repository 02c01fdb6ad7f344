package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import javax.naming.NamingException;
import org.chatboard.platform.probe.Finding;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a directory is said in a sentence, and the password is never in it. */
class DirectoryFaultTest {

    static DirectoryFault fault(DirectoryConfig config) {
        try (DirectoryConnection directory = DirectoryConnection.open(config)) {
            directory.search(config.userBase(), config.userFilter(), List.of("anna"), 2, "uid");
        } catch (NamingException | IOException | RuntimeException failure) {
            DirectoryFault fault = DirectoryFault.of(config, failure);
            assertThat(fault.sentence())
                    .doesNotContain("secret", "javax", "Exception")
                    .endsWith(".");
            return fault;
        }
        return new DirectoryFault("works", Finding.good("dirs.found.works"));
    }

    @Test
    void aNameThatNobodyHas() {
        assertThat(fault(DirectoryTalk.config("ldap://no-such-host.invalid:389", false))
                        .code())
                .isEqualTo("unknown_host");
    }

    @Test
    void aPortWhereNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        DirectoryFault fault = fault(DirectoryTalk.config(port));
        assertThat(fault.code()).isEqualTo("refused");
        assertThat(fault.sentence()).contains("Nothing listens at ldap://127.0.0.1:" + port);
        assertThat(fault.finding().text(Locale.GERMAN)).contains("Bei ldap://127.0.0.1:" + port + " hört niemand zu");
    }

    @Test
    void whateverIsFoundHasWordsInEachLanguage() throws IOException {
        Path folder = Path.of("src/main/java/org/chatboard/security/ldap");
        String sources = Files.readString(folder.resolve("DirectoryFault.java"))
                + Files.readString(folder.resolve("DirectoryTrial.java"));
        List<String> codes = Pattern.compile("(?:fault|new DirectoryFault|answer)\\(\\s*(?:config,\\s*)?\"(\\w+)\"")
                .matcher(sources)
                .results()
                .map(found -> "dirs.found." + found.group(1))
                .toList();
        assertThat(codes).hasSizeGreaterThan(18);
        for (Locale locale : List.of(Locale.ROOT, Locale.GERMAN)) {
            assertThat(ResourceBundle.getBundle("i18n.messages", locale).keySet())
                    .containsAll(codes);
        }
    }

    @Test
    void aServerThatSaysNothing() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            List<CompletableFuture<DirectoryFault>> faults = List.of("ldap", "ldaps").stream()
                    .map(scheme -> DirectoryTalk.config(scheme + "://127.0.0.1:" + silent.getLocalPort(), false))
                    .map(config -> CompletableFuture.supplyAsync(() -> fault(config)))
                    .toList();
            assertThat(faults).extracting(fault -> fault.join().code()).containsOnly("no_answer");
        }
    }

    @Test
    void theWrongPasswordAndTheWrongBase() throws LDAPException {
        try (Corp corp = Corp.start()) {
            String url = "ldap://127.0.0.1:" + corp.port();
            assertThat(fault(DirectoryTalk.config(url, false)).code()).isEqualTo("works");
            DirectoryFault password = fault(DirectoryTalk.config(url, false, "a wrong secret", Corp.PEOPLE));
            assertThat(password.code()).isEqualTo("wrong_bind_password");
            assertThat(password.sentence()).contains("refuses the password of " + Corp.SERVICE);
            DirectoryFault base = fault(DirectoryTalk.config(url, false, Corp.SERVICE_PASSWORD, "ou=x," + Corp.BASE));
            assertThat(base.code()).isEqualTo("base_not_found");
            assertThat(base.sentence()).contains("There is no ou=x," + Corp.BASE);
        }
    }
}
