package org.chatboard.security.ldap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The way to a directory, on a port that stays the same whatever becomes of the directory. */
final class Front implements AutoCloseable {

    /** What somebody meets who connects. */
    enum Mode {
        /** The directory. */
        OPEN,
        /** A server that takes the connection and never says a word. */
        SILENT,
        /** A server that speaks something else. */
        GARBAGE
    }

    private final int port;
    private final int behind;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService carriers = Executors.newCachedThreadPool();
    private volatile Mode mode = Mode.OPEN;
    private volatile int bytesLeft = Integer.MAX_VALUE;

    /** What was sent to the directory. */
    final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    private ServerSocket entrance;
    private Future<?> accepting = CompletableFuture.completedFuture(null);

    Front(int port, int behind) {
        this.port = port;
        this.behind = behind;
        this.entrance = listen();
    }

    private ServerSocket listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            accepting = carriers.submit(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    /** From now on the connection breaks after so many bytes from the directory. */
    void breakAfter(int bytes) {
        bytesLeft = bytes;
    }

    /** Nobody listens any more. */
    void down() {
        closeAll();
        try {
            accepting.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody listens again. */
    void up(Mode newMode) {
        down();
        mode = newMode;
        entrance = listen();
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                sockets.add(client);
                carriers.execute(() -> serve(client));
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private void serve(Socket client) {
        try {
            if (mode == Mode.GARBAGE) {
                client.getOutputStream().write("220 mail.example.org ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
            } else if (mode == Mode.OPEN) {
                Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
                sockets.add(server);
                carriers.execute(() -> carry(server, client, bytesLeft, OutputStream.nullOutputStream()));
                carry(client, server, Integer.MAX_VALUE, sent);
            }
        } catch (IOException closed) {
            // The other side has gone.
        }
    }

    private static void carry(Socket from, Socket to, int most, OutputStream copy) {
        long left = most;
        byte[] some = new byte[8_192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(some); length >= 0 && left > 0; length = in.read(some)) {
                copy.write(some, 0, length);
                out.write(some, 0, length);
                left -= length;
            }
        } catch (IOException closed) {
            // Both are closed now.
        }
    }

    private void closeAll() {
        try {
            entrance.close();
            for (Socket socket : sockets) {
                socket.close();
            }
            sockets.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closeAll();
        carriers.shutdownNow();
    }
}
