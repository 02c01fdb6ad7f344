package org.chatboard.transport;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request whose body ends where its Content-Length says; without one, it has none. */
final class BoundedRequest extends HttpServletRequestWrapper {

    private @Nullable Body body;
    private @Nullable BufferedReader reader;

    BoundedRequest(HttpServletRequest request) {
        super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        Body known = body;
        if (known == null) {
            known = new Body(super.getInputStream(), Math.max(0, getContentLengthLong()));
            body = known;
        }
        return known;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        BufferedReader known = reader;
        if (known == null) {
            String charset = Objects.requireNonNullElse(getCharacterEncoding(), StandardCharsets.UTF_8.name());
            known = new BufferedReader(new InputStreamReader(getInputStream(), charset));
            reader = known;
        }
        return known;
    }

    private static final class Body extends ServletInputStream implements ReadListener {

        private final ServletInputStream in;
        private long left;
        private @Nullable ReadListener listener;

        Body(ServletInputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            int next = left == 0 ? -1 : in.read();
            left = next < 0 ? 0 : left - 1;
            return next;
        }

        @Override
        public int read(byte[] bytes, int from, int most) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(bytes, from, (int) Math.min(most, left));
            left = count < 0 ? 0 : left - count;
            return count;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(in.available(), left);
        }

        @Override
        public boolean isFinished() {
            return left == 0 || in.isFinished();
        }

        @Override
        public boolean isReady() {
            return left == 0 || in.isReady();
        }

        @Override
        public void setReadListener(ReadListener wanted) {
            listener = wanted;
            in.setReadListener(this);
        }

        @Override
        public void onDataAvailable() throws IOException {
            if (listener != null) {
                listener.onDataAvailable();
                if (left == 0) {
                    onAllDataRead();
                }
            }
        }

        @Override
        public void onAllDataRead() throws IOException {
            ReadListener told = listener;
            listener = null;
            if (told != null) {
                told.onAllDataRead();
            }
        }

        @Override
        public void onError(Throwable cause) {
            if (listener != null) {
                listener.onError(cause);
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
