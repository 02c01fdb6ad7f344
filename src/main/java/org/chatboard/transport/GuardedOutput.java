package org.chatboard.transport;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.function.BooleanSupplier;

/** The way to a client, as the container uses it; knows whether the client reads. */
final class GuardedOutput extends ServletOutputStream {

    private final ServletOutputStream out;
    private final BooleanSupplier closed;
    private volatile boolean full;

    /**
     * @param out the server's stream
     * @param closed whether the connection is, and the server's stream so of no use
     */
    GuardedOutput(ServletOutputStream out, BooleanSupplier closed) {
        this.out = out;
        this.closed = closed;
    }

    /** Whether what is sent has to wait. */
    boolean isFull() {
        return full;
    }

    @Override
    public boolean isReady() {
        boolean ready = out.isReady();
        if (full == ready) {
            full = !ready;
        }
        return ready;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        out.setWriteListener(listener);
    }

    @Override
    public void write(int one) throws IOException {
        expectOpen();
        out.write(one);
    }

    private void expectOpen() throws IOException {
        if (closed.getAsBoolean()) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        expectOpen();
        out.write(bytes, from, count);
    }

    @Override
    public void flush() throws IOException {
        expectOpen();
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
