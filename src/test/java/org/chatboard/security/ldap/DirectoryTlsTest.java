package org.chatboard.security.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.chatboard.webhooks.wire.Certificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A password is sent to the directory that the certificate is for, or to nobody. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectoryTlsTest {

    private Path folder;
    private Corp fromTheStart;
    private Corp later;

    @BeforeAll
    void twoDirectories(@TempDir Path temporary) throws GeneralSecurityException, IOException, LDAPException {
        folder = temporary;
        SSLContext tls = Certificates.of("ip:127.0.0.1", folder);
        fromTheStart = Corp.startTls(tls.getServerSocketFactory());
        later = Corp.start(tls.getSocketFactory());
    }

    @AfterAll
    void close() {
        fromTheStart.close();
        later.close();
    }

    private Path authority() {
        return folder.resolve("receiver.pem");
    }

    private DirectoryConfig ldaps(String host) {
        return DirectoryTalk.trusting("ldaps://" + host + ":" + fromTheStart.port(), false, authority());
    }

    private DirectoryConfig startTls(String host, int port) {
        return DirectoryTalk.trusting("ldap://" + host + ":" + port, true, authority());
    }

    @Test
    void aTrustedCertificateOfTheRightNameIsEnough() {
        assertThat(DirectoryFaultTest.fault(ldaps("127.0.0.1")).code()).isEqualTo("works");
        assertThat(DirectoryFaultTest.fault(startTls("127.0.0.1", later.port())).code())
                .isEqualTo("works");
    }

    @Test
    void aCertificateOfAnotherNameIsNot() {
        for (DirectoryConfig config : List.of(ldaps("localhost"), startTls("localhost", later.port()))) {
            DirectoryFault fault = DirectoryFaultTest.fault(config);
            assertThat(fault.code()).as(fault.sentence()).isEqualTo("wrong_host_name");
            assertThat(fault.sentence()).contains("another name");
        }
    }

    @Test
    void aCertificateThatNobodyKnowsIsNot() {
        for (DirectoryConfig config : List.of(
                DirectoryTalk.config("ldaps://127.0.0.1:" + fromTheStart.port(), false),
                DirectoryTalk.config("ldap://127.0.0.1:" + later.port(), true))) {
            DirectoryFault fault = DirectoryFaultTest.fault(config);
            assertThat(fault.code()).as(fault.sentence()).isEqualTo("untrusted_certificate");
            assertThat(fault.sentence()).contains("is not trusted");
        }
    }

    @Test
    void aDirectoryWithoutTlsGetsNoPassword() throws LDAPException, IOException {
        int port = freePort();
        try (Corp plain = Corp.start();
                Front front = new Front(port, plain.port())) {
            assertThat(DirectoryFaultTest.fault(startTls("127.0.0.1", port)).code())
                    .isNotEqualTo("works");
            assertThat(sent(front)).doesNotContain(Corp.SERVICE_PASSWORD);
        }
    }

    /** JNDI makes a new connection by itself when one breaks, and it is one in the clear. */
    @Test
    void noPasswordFollowsInTheClearWhenTheConnectionBreaks() throws IOException {
        int port = freePort();
        try (Front front = new Front(port, later.port())) {
            for (int bytes = 100; bytes < 3_000; bytes += 150) {
                front.breakAfter(bytes);
                var unused = DirectoryFaultTest.fault(startTls("127.0.0.1", port));
            }
            assertThat(sent(front)).isNotEmpty().doesNotContain(Corp.SERVICE_PASSWORD);
        }
    }

    private static String sent(Front front) {
        return front.sent.toString(StandardCharsets.ISO_8859_1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Test
    void aFileWithoutACertificateIsNoAuthority() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n");
        for (Path file : List.of(empty, garbage, folder.resolve("missing.pem"))) {
            assertThatThrownBy(() -> DirectorySockets.trust(file)).isInstanceOf(IOException.class);
        }
    }
}
