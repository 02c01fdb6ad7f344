package org.chatboard.security.ldap;

import static org.junit.jupiter.api.Assumptions.abort;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.extensions.StartTLSExtendedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.chatboard.testing.Command;
import org.chatboard.webhooks.wire.Certificates;

/**
 * The same company in a real directory: Debian's {@code slapd} of OpenLDAP, in the foreground, with a database of its own
 * that each run begins anew. It takes no word that is not encrypted, and is as strict as one in earnest ought to be.
 */
final class Slapd implements AutoCloseable {

    /** Entries that one answer has; {@link Corp#SERVICE} gets all of them page by page. */
    static final int MOST = 500;

    /** Wrong passwords in a row after which it takes the right one no more. */
    static final int MOST_FAILURES = 3;

    /** May read what {@link Corp#SERVICE} may, with the same password, but pages are no way around the limit. */
    static final String NARROW = "cn=narrow," + Corp.BASE;

    static final String GUESTS = "ou=guests," + Corp.BASE;

    private static final System.Logger LOG = System.getLogger(Slapd.class.getName());

    private static final Path PROGRAM = Path.of("/usr/sbin/slapd");

    private static final Path RESOURCES = Path.of("src/test/resources/slapd");

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String ROOT = "cn=root," + Corp.BASE;

    private final Path folder = Path.of("target/it/slapd").toAbsolutePath();
    private final Path settings = folder.resolve("slapd.conf");
    private final Path log = folder.resolve("slapd.log");
    private final int port;
    private final SSLContext tls;
    private volatile Process process;

    /**
     * Starts one on a port of the loopback interface; where none can start, the tests are skipped visibly, or fail with
     * {@code -Dbrowser.required=true}.
     *
     * @param entries what it begins with, besides what is around people and groups
     */
    static Slapd start(int port, List<Entry> entries) throws GeneralSecurityException {
        String reason = "no slapd on this machine";
        if (Files.isExecutable(PROGRAM)) {
            try {
                return new Slapd(port, entries);
            } catch (IOException | AssertionError failed) {
                reason = failed.toString();
            }
        }
        if (Boolean.getBoolean("browser.required")) {
            throw new AssertionError(reason + ", and -Dbrowser.required=true");
        }
        LOG.log(System.Logger.Level.WARNING, "skipped: {0}", reason);
        return abort("skipped: " + reason);
    }

    private Slapd(int port, List<Entry> entries) throws GeneralSecurityException, IOException {
        this.port = port;
        forgetEarlierRuns();
        Files.createDirectories(folder.resolve("data"));
        tls = Certificates.of("ip:127.0.0.1", "RSA", folder);
        Files.writeString(settings, resource("slapd.conf"));
        fill(entries);
        process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly(), "stops slapd"));
        awaitAnswer();
    }

    private String resource(String name) throws IOException {
        return Files.readString(RESOURCES.resolve(name))
                .replace("FOLDER", folder.toString())
                .replace("PASSWORD", Corp.SERVICE_PASSWORD);
    }

    /** Somebody with the password {@link Corp#passwordOf}. */
    static Entry person(String uid, String first, String unit) {
        return new Entry(
                "uid=" + uid + "," + unit,
                new Attribute("objectClass", "inetOrgPerson"),
                new Attribute("uid", uid),
                new Attribute("cn", first + " Real"),
                new Attribute("givenName", first),
                new Attribute("sn", "Real"),
                new Attribute("mail", uid + "@corp.example"),
                new Attribute("userPassword", Corp.passwordOf(uid)));
    }

    /** A group, whose members are in the attribute that groups of this class have. */
    static Entry group(String cn, String objectClass, String attribute, List<String> members) {
        Entry group = new Entry(
                "cn=" + cn + "," + Corp.GROUPS,
                new Attribute("objectClass", objectClass),
                new Attribute("cn", cn),
                new Attribute(attribute, members));
        if (objectClass.equals("posixGroup")) {
            group.addAttribute("gidNumber", "1000");
        }
        return group;
    }

    /** Past the server, which takes a second where additions take a minute. */
    private void fill(List<Entry> entries) throws IOException {
        Path ldif = folder.resolve("entries.ldif");
        Files.writeString(
                ldif,
                resource("corp.ldif")
                        + entries.stream().map(Entry::toLDIFString).collect(Collectors.joining("\n")));
        Command.run(
                        List.of(
                                PROGRAM.resolveSibling("slapadd").toString(),
                                "-q",
                                "-f",
                                settings.toString(),
                                "-l",
                                ldif.toString()),
                        Map.of(),
                        folder.resolve("slapadd.log"),
                        LIMIT)
                .expectSuccess();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        PROGRAM.toString(),
                        "-f",
                        settings.toString(),
                        "-h",
                        "ldap://127.0.0.1:" + port,
                        // In the foreground, and what goes wrong is logged.
                        "-d",
                        "none")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private void awaitAnswer() throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IOException("slapd does not start: " + Files.readString(log));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private boolean answers() {
        try (LDAPConnection connection = connect(ROOT)) {
            return connection.isConnected();
        } catch (LDAPException notYet) {
            return false;
        }
    }

    /** Connects over TLS as somebody with the password of ChatBoard. */
    LDAPConnection connect(String dn) throws LDAPException {
        LDAPConnection connection = new LDAPConnection("127.0.0.1", port);
        try {
            connection.processExtendedOperation(new StartTLSExtendedRequest(tls));
            connection.bind(dn, Corp.SERVICE_PASSWORD);
            return connection;
        } catch (LDAPException failed) {
            connection.close();
            throw failed;
        }
    }

    /** Adds somebody or something; gives the name. */
    String add(Entry entry) throws LDAPException {
        try (LDAPConnection root = connect(ROOT)) {
            root.add(entry);
            return entry.getDN();
        }
    }

    /** Changes an attribute. */
    void change(String dn, ModificationType how, String attribute, String... values) throws LDAPException {
        try (LDAPConnection root = connect(ROOT)) {
            root.modify(dn, new Modification(how, attribute, values));
        }
    }

    /** Somebody leaves the company, or a group ends. */
    void remove(String dn) throws LDAPException {
        try (LDAPConnection root = connect(ROOT)) {
            root.delete(dn);
        }
    }

    int port() {
        return port;
    }

    /** What ChatBoard needs to know to ask it, below this name. */
    Map<String, String> settings(String name, String bindDn, String userBase, String userFilter) {
        String keys = "chatboard.ldap." + name + ".";
        return Map.of(
                keys + "url",
                "ldap://127.0.0.1:" + port,
                keys + "start-tls",
                "true",
                keys + "certificate-file",
                folder.resolve("receiver.pem").toString(),
                keys + "bind-dn",
                bindDn,
                keys + "bind-password",
                Corp.SERVICE_PASSWORD,
                keys + "user-base",
                userBase,
                keys + "user-filter",
                '"' + userFilter + '"');
    }

    /** Ends it at once, as a power cut would, and waits until it is gone. */
    void kill9() {
        process.destroyForcibly();
        await();
    }

    /** Starts it again after {@link #kill9()} and waits until it answers. */
    void restart() throws IOException {
        process = launch();
        awaitAnswer();
    }

    private boolean await() {
        try {
            return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void forgetEarlierRuns() throws IOException {
        try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        process.destroy();
        if (!await()) {
            kill9();
        }
    }
}
