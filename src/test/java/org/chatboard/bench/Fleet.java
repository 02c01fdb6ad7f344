package org.chatboard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Many WebSocket connections in one thread. A client library with a thread or a lock per connection would use the core
 * that the measurement needs.
 */
final class Fleet implements AutoCloseable {

    private static final int READ_BYTES = 1 << 20;
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final byte[] PING = "{\"type\":\"ping\"}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_HEAD = {'\r', '\n', '\r', '\n'};

    /** Takes the text frames. */
    interface Listener {
        void text(Line line, byte[] data, int offset, int length, long now);
    }

    private final InetSocketAddress server;
    private final String path;
    private final boolean isGreeted;
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
    private final List<Line> lines = new ArrayList<>();
    private final Map<Integer, Integer> turnedAway = new TreeMap<>();
    private Listener listener = (line, data, offset, length, now) -> {};
    private long beatenAt = System.nanoTime();
    private long nextNumber = 1;

    /**
     * @param path the address of the socket
     * @param isGreeted whether the server's first frame is a {@code hello}; a connection is ready then
     */
    Fleet(InetSocketAddress server, String path, boolean isGreeted) {
        this.server = server;
        this.path = path;
        this.isGreeted = isGreeted;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void listen(Listener to) {
        listener = to;
    }

    /** The number of the next message, whoever sends it: what comes late is then known to be of an earlier load. */
    long nextNumber() {
        return nextNumber;
    }

    long takeNumber() {
        return nextNumber++;
    }

    List<Line> lines() {
        return lines;
    }

    long ready() {
        return lines.stream().filter(line -> line.isReady && !line.isClosed).count();
    }

    /** Begins to open a connection. */
    void open(String cookie) {
        lines.add(begin(lines.size(), cookie, System.nanoTime()));
    }

    private Line begin(int index, String cookie, long startedAt) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Line line = new Line(index, channel, cookie, startedAt);
            if (channel.connect(server)) {
                channel.register(selector, SelectionKey.OP_READ, line);
                ask(line);
            } else {
                channel.register(selector, SelectionKey.OP_CONNECT, line);
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ask(Line line) {
        String request = "GET " + path + " HTTP/1.1\r\nHost: " + host()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: http://" + host()
                + "\r\nCookie: " + line.cookie + "\r\n\r\n";
        write(line, request.getBytes(StandardCharsets.US_ASCII));
    }

    private String host() {
        return server.getHostString() + ":" + server.getPort();
    }

    /** Waits until every connection is ready, at most so long; whoever is turned away comes back after a second. */
    void awaitReady(long limitNanos) {
        long start = System.nanoTime();
        long returnedAt = start;
        while (ready() < lines.size() && System.nanoTime() - start < limitNanos) {
            poll(1);
            if (System.nanoTime() - returnedAt > TimeUnit.SECONDS.toNanos(1)) {
                returnedAt = System.nanoTime();
                comeBack();
            }
        }
    }

    private void comeBack() {
        for (Line line : List.copyOf(lines)) {
            if (line.isClosed) {
                turnedAway.merge(line.endedWith, 1, Integer::sum);
                lines.set(line.index, begin(line.index, line.cookie, line.startedAt));
            }
        }
    }

    /** How many attempts to connect failed, by HTTP status or close code; 0 stands for a lost connection. */
    Map<Integer, Integer> turnedAway() {
        return turnedAway;
    }

    /** Sends a text frame. */
    void send(Line line, byte[] text) {
        if (!line.isClosed) {
            write(line, FrameCodec.masked(FrameCodec.TEXT, text, 0x5a17c39e));
        }
    }

    /** Handles what has arrived; waits up to so many milliseconds for it, 0 for not at all. */
    boolean poll(long millis) {
        try {
            beat();
            int ready = millis > 0 ? selector.select(millis) : selector.selectNow();
            Set<SelectionKey> keys = selector.selectedKeys();
            for (SelectionKey key : keys) {
                handle(key, (Line) key.attachment());
            }
            keys.clear();
            return ready > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the server hear of those who have been silent. */
    private void beat() {
        long now = System.nanoTime();
        if (now - beatenAt < TimeUnit.SECONDS.toNanos(1)) {
            return;
        }
        beatenAt = now;
        for (Line line : lines) {
            if (line.isReady && isGreeted && now - line.lastSentAt > BEAT_NANOS) {
                send(line, PING);
            }
        }
    }

    private void handle(SelectionKey key, Line line) {
        try {
            if (key.isConnectable()) {
                line.channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                ask(line);
                return;
            }
            if (key.isWritable()) {
                flush(line);
            }
            if (key.isReadable()) {
                read(line);
            }
        } catch (IOException gone) {
            end(line, 0);
        }
    }

    private void read(Line line) throws IOException {
        in.clear();
        if (line.begun != null) {
            in.put(line.begun);
            line.begun = null;
        }
        int count = line.channel.read(in);
        long now = System.nanoTime();
        in.flip();
        if (!line.isUpgraded) {
            upgrade(line, now);
        }
        if (line.isUpgraded) {
            FrameCodec.decode(in, (opcode, data, offset, length) -> take(line, opcode, data, offset, length, now));
        }
        if (in.hasRemaining()) {
            line.begun = ByteBuffer.allocate(in.remaining()).put(in).flip();
        }
        if (count < 0) {
            end(line, 0);
        }
    }

    private void upgrade(Line line, long now) {
        for (int i = in.position(); i + END_OF_HEAD.length <= in.limit(); i++) {
            if (in.get(i) == '\r' && in.get(i + 1) == '\n' && in.get(i + 2) == '\r' && in.get(i + 3) == '\n') {
                String status = new String(in.array(), in.position() + 9, 3, StandardCharsets.US_ASCII);
                in.position(i + END_OF_HEAD.length);
                if (status.equals("101")) {
                    line.isUpgraded = true;
                    ready(line, !isGreeted, now);
                } else {
                    end(line, Integer.parseInt(status));
                }
                return;
            }
        }
    }

    private void take(Line line, int opcode, byte[] data, int offset, int length, long now) {
        switch (opcode) {
            case FrameCodec.TEXT -> {
                ready(line, !line.isReady && Arrival.isHello(data, offset, length), now);
                listener.text(line, data, offset, length, now);
            }
            case FrameCodec.PING -> write(line, FrameCodec.masked(FrameCodec.PONG, new byte[0], 0));
            case FrameCodec.CLOSE ->
                end(line, length < 2 ? 1005 : (data[offset] & 0xff) << 8 | (data[offset + 1] & 0xff));
            default -> {}
        }
    }

    private static void ready(Line line, boolean isNow, long now) {
        line.isReady |= isNow;
        line.readyAt = isNow ? now : line.readyAt;
    }

    private void write(Line line, byte[] bytes) {
        line.lastSentAt = System.nanoTime();
        line.out.add(ByteBuffer.wrap(bytes));
        try {
            flush(line);
        } catch (IOException gone) {
            end(line, 0);
        }
    }

    private void flush(Line line) throws IOException {
        while (!line.out.isEmpty()) {
            ByteBuffer next = line.out.element();
            line.channel.write(next);
            if (next.hasRemaining()) {
                break;
            }
            line.out.remove();
        }
        SelectionKey key = line.channel.keyFor(selector);
        if (key != null && key.isValid()) {
            key.interestOps(line.out.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private static void end(Line line, int why) {
        if (!line.isClosed) {
            line.isClosed = true;
            line.endedWith = why;
            try {
                line.channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        lines.forEach(line -> end(line, 0));
        selector.selectNow();
        selector.close();
    }
}
