package org.chatboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Command;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an administrator meets: the one script. */
class DeployScriptIT {

    /** Of the hundred ports: the listener for what watches the server. */
    private static final int INTERNAL = 82;

    private final ChatServer server = ChatServer.shared();

    @Test
    void aSecondRunFindsEverythingInPlace() {
        Person anna = Person.anna().joins();
        ProcessHandle before = server.process().orElseThrow();
        Command second = server.deploy();
        assertThat(second.output()).contains("nothing changed", "ChatBoard is ready");
        assertThat(server.process()).contains(before);
        assertThat(anna.get("/api/v1/users/me").statusCode()).isEqualTo(200);
    }

    @Test
    void statusSaysWhereEverythingIs() {
        Command status = server.script("status");
        assertThat(status.exitCode()).isZero();
        assertThat(status.output())
                .contains("Up", ":" + server.httpPort() + "/chatboard", ":" + server.adminPort())
                .doesNotContain(server.adminPassword());
    }

    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
    void aTakenPortIsToldBeforeAnythingIsDone(@TempDir Path home) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int portBase = taken.getLocalPort() - 80;
            Command run = server.scriptIn(home, "--war", "pom.xml", "--portbase", String.valueOf(portBase));
            assertThat(run.exitCode()).isNotZero();
            assertThat(run.output()).contains("Port " + taken.getLocalPort() + " is taken", "--portbase");
            assertThat(home.resolve("domains/chatboard")).doesNotExist();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--portbase x", "--portbase", "--portbase 70000", "--war /no/such.war", "--surprise", "dance"})
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
    void whatCannotBeMeantIsToldInOneLine(String arguments, @TempDir Path home) {
        Command run = server.scriptIn(home, arguments.split(" ", -1));
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output().lines().filter(line -> line.startsWith("ERROR: ")))
                .hasSize(1);
        assertThat(home.resolve("domains/chatboard")).doesNotExist();
    }

    @Test
    @EnabledIfSystemProperty(named = "chatboard.it", matches = "h2")
    void whereNothingIsInstalledStatusAndStartSaySo(@TempDir Path home) {
        assertThat(server.scriptIn(home, "status").exitCode()).isEqualTo(3);
        Command start = server.scriptIn(home, "start");
        assertThat(start.exitCode()).isNotZero();
        assertThat(start.output()).contains("Nothing is installed");
    }

    @Test
    void secretsAreForTheOwnerOnly() throws IOException {
        for (Path secret :
                List.of(server.home().resolve("admin-password"), server.home().resolve("domains"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                    .as("%s", secret)
                    .endsWith("------");
        }
        assertThat(server.log()).doesNotContain(server.adminPassword());
    }

    @Test
    void theConsoleAndTheDataGridAreNotOnTheNetwork() throws IOException {
        for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
            if (card.isUp() && !card.isLoopback()) {
                for (InetAddress address : card.inetAddresses().toList()) {
                    for (int offset : new int[] {37, 48, 49, 59, 76, 82, 86}) {
                        InetSocketAddress port = new InetSocketAddress(address, server.portBase() + offset);
                        assertThatThrownBy(() -> knock(port)).as("%s", port).isInstanceOf(IOException.class);
                    }
                }
            }
        }
    }

    /** Closed for this machine, too: nobody needs them. */
    @Test
    void whatNobodyNeedsIsOff() throws IOException {
        for (int offset : new int[] {37, 38, 39, 76, 86}) {
            InetSocketAddress port =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), server.portBase() + offset);
            assertThatThrownBy(() -> knock(port)).as("%s", port).isInstanceOf(IOException.class);
        }
        assertThat(Files.readString(server.home().resolve("domains/chatboard/config/domain.xml")))
                .as("what is put into a folder is not deployed")
                .containsPattern("<das-config [^>]*autodeploy-enabled=\"false\"");
    }

    /** How the server fares is for whoever watches it on this machine, and not for those whom it serves. */
    @Test
    void whoIsServedIsNotToldHowTheServerFares() throws IOException {
        for (String path : List.of("/health", "/health/ready", "/metrics", "/openapi")) {
            assertThat(status(server.httpPort(), path)).as(path).isEqualTo(404);
            assertThat(status(server.portBase() + INTERNAL, path)).as(path).isEqualTo(200);
        }
    }

    private static int status(int port, String path) throws IOException {
        URL address = URI.create("http://127.0.0.1:" + port + path).toURL();
        return ((HttpURLConnection) address.openConnection()).getResponseCode();
    }

    private static void knock(InetSocketAddress port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(port, 2_000);
        }
    }
}
