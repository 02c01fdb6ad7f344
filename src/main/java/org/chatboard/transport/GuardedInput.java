package org.chatboard.transport;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The bytes of a client as the container gets them: only those of frames that passed the inspection. */
final class GuardedInput extends ServletInputStream implements ReadListener, Intake.Source {

    /** Read at once; the container keeps buffers of this size per socket. */
    private static final int MOST_AT_ONCE = 8 * 1_024;

    private static final System.Logger LOG = System.getLogger(GuardedInput.class.getName());

    private final ServletInputStream in;
    private final FrameInspector inspector;
    private final GuardedSocket socket;
    private final Intake intake;
    private @Nullable ReadListener container;

    /** Bytes that may still be read in this turn. */
    private int left;

    GuardedInput(ServletInputStream in, FrameInspector inspector, GuardedSocket socket, Intake intake) {
        this.in = in;
        this.inspector = inspector;
        this.socket = socket;
        this.intake = intake;
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
    public void onDataAvailable() {
        intake.arrived(this);
    }

    @Override
    public boolean readPiece() {
        left = MOST_AT_ONCE;
        try {
            // The container does nothing when there is nothing, and is then never told of what comes later.
            if (inspector.breach() != null || isReady()) {
                inspect();
            }
        } catch (IOException | RuntimeException failed) {
            LOG.log(System.Logger.Level.DEBUG, "A socket cannot be read", failed);
            onError(failed);
            return false;
        }
        return left <= 0 && inspector.breach() == null && !socket.isClosed();
    }

    private void inspect() throws IOException {
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
        return Math.min(in.available(), left);
    }

    @Override
    public int read(byte[] bytes, int from, int most) throws IOException {
        int count = in.read(bytes, from, most);
        left -= count;
        return count <= 0 ? count : inspector.pass(bytes, from, count);
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("the container reads arrays");
    }

    @Override
    public boolean isReady() {
        return inspector.breach() == null && !socket.isClosed() && left > 0 && in.isReady();
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
