package org.chatboard.security.ldap;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** The server's own TLS over a connection that exists, for which JNDI would wait for ever. */
final class BoundedTls extends SSLSocketFactory {

    private final SSLSocketFactory own;

    private final int limit;

    /** @param limit milliseconds that the other side may be silent */
    BoundedTls(int limit) {
        try {
            this.own = SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
        this.limit = limit;
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
}
