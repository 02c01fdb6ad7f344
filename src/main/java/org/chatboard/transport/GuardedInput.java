package org.chatboard.transport;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of a client as the container gets them: only those of frames that passed the inspection. */
final class GuardedInput extends ServletInputStream implements ReadListener {

    /** Read at once; the container keeps buffers of this size per socket. */
    private static final int MOST_AT_ONCE = 16 * 1_024;

    private final ServletInputStream in;
    private final FrameInspector inspector;
    private final GuardedSocket socket;
    private @Nullable ReadListener container;

    GuardedInput(ServletInputStream in, FrameInspector inspector, GuardedSocket socket) {
        this.in = in;
        this.inspector = inspector;
        this.socket = socket;
    }

    /** Lets the bytes come, now that the container is ready for them. */
    void start() {
        if (container != null) {
            in.setReadListener(this);
        }
    }

    /**
     * Only remembers who listens. The container asks for the bytes before it can take them: with some already there, it
     * would wait for itself and hold its thread for ever.
     */
    @Override
    public void setReadListener(ReadListener listener) {
        container = listener;
    }

    @Override
    public void onDataAvailable() throws IOException {
        if (inspector.breach() == null && container != null) {
            container.onDataAvailable();
        }
        Breach breach = inspector.breach();
        if (breach != null) {
            socket.breached(breach);
        }
    }

    @Override
    public void onAllDataRead() throws IOException {
        if (container != null) {
            container.onAllDataRead();
        }
    }

    @Override
    public void onError(Throwable cause) {
        if (container != null) {
            container.onError(cause);
        }
    }

    @Override
    public int available() throws IOException {
        return Math.min(in.available(), MOST_AT_ONCE);
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        int count = in.read(bytes, from, most);
        return count <= 0 ? count : inspector.pass(bytes, from, count);
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("the container reads arrays");
    }

    @Override
    public boolean isReady() {
        return inspector.breach() == null && !socket.isClosed() && in.isReady();
    }

    @Override
    public boolean isFinished() {
        return in.isFinished();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
