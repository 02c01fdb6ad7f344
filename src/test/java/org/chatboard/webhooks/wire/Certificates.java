package org.chatboard.webhooks.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.chatboard.testing.Command;

/** Makes certificates with the JDK's own {@code keytool}. */
public final class Certificates {

    private Certificates() {}

    /**
     * TLS for both sides: a server of this name, and who trusts its certificate and no other.
     *
     * @param name {@code dns:receiver.example} or {@code ip:127.0.0.1}
     * @param folder gets the certificate as {@code receiver.pem}
     */
    public static SSLContext of(String name, Path folder) throws GeneralSecurityException, IOException {
        return of(name, "EC", folder);
    }

    /**
     * The same with a key of this kind; the JDK writes those of {@code EC} in a way that GnuTLS does not read.
     *
     * @param folder gets the certificate as {@code receiver.pem}, and the key as {@code receiver-key.pem}
     */
    public static SSLContext of(String name, String algorithm, Path folder)
            throws GeneralSecurityException, IOException {
        Path store = folder.resolve("store.p12");
        Command.run(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "receiver",
                                "-keyalg",
                                algorithm,
                                "-dname",
                                "CN=receiver",
                                "-ext",
                                "san=" + name,
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                store.toString()),
                        Map.of(),
                        folder.resolve("keytool.log"),
                        Duration.ofMinutes(1))
                .expectSuccess();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        writePem(
                folder.resolve("receiver.pem"),
                "CERTIFICATE",
                keys.getCertificate("receiver").getEncoded());
        writePem(
                folder.resolve("receiver-key.pem"),
                "PRIVATE KEY",
                keys.getKey("receiver", "changeit".toCharArray()).getEncoded());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("receiver", keys.getCertificate("receiver"));
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void writePem(Path file, String kind, byte[] content) throws IOException {
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + kind + "-----\n");
    }
}
