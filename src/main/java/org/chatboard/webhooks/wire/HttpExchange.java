package org.chatboard.webhooks.wire;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One POST in HTTP/1.1 (RFC 9112) and the head of its answer. What the receiver says beyond its status is read to a bound,
 * so that it need not fail when it writes, and forgotten: nobody here should see what servers answer.
 */
final class HttpExchange {

    private static final int MAX_HEAD = 16_384;

    private static final int MAX_BODY = 65_536;

    /** After the status, waiting for more is a courtesy. */
    private static final int COURTESY_MILLIS = 1_000;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-9][0-9]{2})( .*)?");

    private static final Pattern RETRY_AFTER = Pattern.compile("(?im)^retry-after:[ \t]*([0-9]{1,6})[ \t]*$");

    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length:[ \t]*([0-9]{1,9})[ \t]*$");

    private final Target target;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * A request.
     *
     * @param headers beyond those of every request
     * @param body JSON
     */
    HttpExchange(Target target, Map<String, String> headers, byte[] body) {
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /**
     * The beginning of an answer.
     *
     * @param status three digits
     * @param retryAfter what the header of that name says in seconds; zero without one
     */
    record Head(int status, Duration retryAfter) {}

    /** The other side speaks something else. */
    static final class NotHttp extends IOException {

        private static final long serialVersionUID = 1;

        NotHttp(String what) {
            super(what);
        }
    }

    Head run(Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(request());
        out.flush();
        InputStream in = new BufferedInputStream(socket.getInputStream());
        String head = readHead(in);
        while (status(head) / 100 == 1) {
            head = readHead(in);
        }
        Head answer = new Head(status(head), retryAfter(head));
        drain(socket, in, head);
        return answer;
    }

    private byte[] request() {
        StringBuilder head = new StringBuilder(512)
                .append("POST ")
                .append(target.path())
                .append(" HTTP/1.1\r\nHost: ")
                .append(target.authority())
                .append("\r\nUser-Agent: ChatBoard\r\nAccept: */*\r\nContent-Type: application/json; charset=utf-8")
                .append("\r\nContent-Length: ")
                .append(body.length)
                .append("\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\n\n", Math.max(0, head.length() - 2)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw head.length() == 0 ? new IOException("closed without an answer") : new NotHttp("half an answer");
            }
            if (head.length() >= MAX_HEAD) {
                throw new NotHttp("a head without end");
            }
            if (next != '\r') {
                head.append((char) next);
            }
        }
        return head.toString();
    }

    private static int status(String head) throws NotHttp {
        Matcher line = STATUS.matcher(head.substring(0, head.indexOf("\n")));
        if (!line.matches()) {
            throw new NotHttp("no status line");
        }
        return Integer.parseInt(line.group(1));
    }

    private static Duration retryAfter(String head) {
        Matcher header = RETRY_AFTER.matcher(head);
        return header.find() ? Duration.ofSeconds(Long.parseLong(header.group(1))) : Duration.ZERO;
    }

    private static void drain(Socket socket, InputStream in, String head) {
        try {
            Matcher header = LENGTH.matcher(head);
            int most = header.find() ? Math.min(Integer.parseInt(header.group(1)), MAX_BODY) : MAX_BODY;
            socket.setSoTimeout(COURTESY_MILLIS);
            in.skipNBytes(most);
        } catch (IOException goneAlready) {
            // The status is known.
        }
    }
}
