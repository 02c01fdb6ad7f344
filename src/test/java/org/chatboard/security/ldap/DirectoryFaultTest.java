package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.naming.NamingException;
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
        return new DirectoryFault("works", "");
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
