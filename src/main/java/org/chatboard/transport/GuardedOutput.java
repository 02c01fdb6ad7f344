package org.chatboard.transport;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The way to a client, as the container uses it; knows whether the client reads. */
final class GuardedOutput extends ServletOutputStream {

    private final ServletOutputStream out;
    private volatile boolean full;

    GuardedOutput(ServletOutputStream out) {
        this.out = out;
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
        out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        out.write(bytes, from, count);
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
