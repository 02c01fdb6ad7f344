package org.chatboard.security.ldap;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.naming.NamingException;
import javax.naming.ldap.LdapContext;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * The connections to directories. JNDI makes this by its name, and only while a conversation is {@link #open opened}: when a
 * connection breaks, JNDI makes a new one by itself, which after StartTLS would be one in the clear for the next password.
 */
public final class DirectorySockets extends SSLSocketFactory {

    private static final ThreadLocal<SocketFactory> ALLOWED = new ThreadLocal<>();

    private final SSLSocketFactory own;

    private final int limit;

    /**
     * TLS over a connection that exists, for which JNDI would wait for ever.
     *
     * @param limit milliseconds that the other side may be silent
     */
    DirectorySockets(SSLContext context, int limit) {
        this.own = context.getSocketFactory();
        this.limit = limit;
    }

    /** Opens a conversation. */
    interface Opening {
        LdapContext open() throws NamingException;
    }

    /** Opens a conversation, for which alone connections may be made like this. */
    static LdapContext open(SocketFactory how, Opening opening) throws NamingException {
        ALLOWED.set(how);
        try {
            return opening.open();
        } finally {
            ALLOWED.remove();
        }
    }

    /** For JNDI. */
    @SuppressWarnings("unused")
    public static SocketFactory getDefault() {
        SocketFactory allowed = ALLOWED.get();
        return allowed == null ? new None() : allowed;
    }

    /**
     * Whose certificates are believed.
     *
     * @param file with certificates of authorities (PEM), which replace those of the server; null for those
     * @throws IOException when the file cannot be read or has no certificate in it
     */
    static SSLContext trust(@Nullable Path file) throws IOException {
        try {
            if (file == null) {
                return SSLContext.getDefault();
            }
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            try (InputStream in = Files.newInputStream(file)) {
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    authorities.setCertificateEntry("authority-" + authorities.size(), certificate);
                }
            }
            if (authorities.size() == 0) {
                throw new IOException("no certificate in " + file);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("no usable certificates in " + file, unusable);
        }
    }

    @Override
    public Socket createSocket() throws IOException {
        return own.createSocket();
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean closesIt) throws IOException {
        plain.setSoTimeout(limit);
        return own.createSocket(plain, host, port, closesIt);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return own.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return own.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return own.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return own.createSocket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return own.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return own.createSocket(host, port, from, fromPort);
    }

    /** No connections at all. */
    private static final class None extends SocketFactory {

        private static IOException broken() {
            return new IOException("the connection broke");
        }

        @Override
        public Socket createSocket() throws IOException {
            throw broken();
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw broken();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            throw broken();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw broken();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            throw broken();
        }
    }
}
