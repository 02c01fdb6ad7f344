package org.chatboard.promises;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.chatboard.testing.ChatServer;

/**
 * A way to the server that can fall silent: neither side hears anything from then on, not even that the line is cut. That
 * is what a pulled cable or a sleeping laptop looks like.
 */
final class BlackHole implements AutoCloseable {

    private final ServerSocket entrance;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService carriers = Executors.newCachedThreadPool();
    private volatile boolean swallows;

    BlackHole() {
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        carriers.execute(this::accept);
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** From now on nothing gets through, and the ends do not learn of it. */
    void swallow() {
        swallows = true;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = entrance.accept();
                Socket server = new Socket(
                        InetAddress.getLoopbackAddress(), ChatServer.shared().httpPort());
                sockets.addAll(List.of(client, server));
                carriers.execute(() -> carry(client, server));
                carriers.execute(() -> carry(server, client));
            }
        } catch (IOException closed) {
            close();
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] some = new byte[8_192];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(some); length >= 0; length = in.read(some)) {
                if (!swallows) {
                    out.write(some, 0, length);
                }
            }
            if (!swallows) {
                to.close();
            }
        } catch (IOException closed) {
            if (!swallows) {
                close();
            }
        }
    }

    @Override
    public void close() {
        carriers.shutdownNow();
        try {
            entrance.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
