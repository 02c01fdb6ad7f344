package org.chatboard.security.oidc.wire;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks over HTTP and gives up in time: on a server that does not connect, does not answer, never ends its answer, or sends
 * more than anybody needs. Redirects are not followed, for secrets go along.
 *
 * @param connect longest wait for the connection
 * @param answer longest wait for the beginning of the answer, and for all of it; what comes in pieces may take twice that
 */
public record BoundedExchange(Duration connect, Duration answer) implements ResourceRetriever, HTTPRequestSender {

    /** Of an answer: keys and tokens have some thousand bytes. */
    private static final int MOST_BYTES = 200_000;

    private static final int PIECE = 8_192;

    /**
     * Fetches a document.
     *
     * @throws IOException also when the answer is not 200
     */
    @Override
    public Resource retrieveResource(URL address) throws IOException {
        HTTPResponse answered = ask("GET", address, Map.of(), null);
        if (answered.getStatusCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException(address + " answers " + answered.getStatusCode());
        }
        return new Resource(answered.getBody(), null);
    }

    @Override
    public HTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        return ask(request.getMethod().name(), request.getURL(), request.getHeaderMap(), request.getBody());
    }

    private HTTPResponse ask(String method, URL address, Map<String, List<String>> headers, @Nullable String body)
            throws IOException {
        long end = System.nanoTime() + answer.toNanos();
        HttpURLConnection connection = (HttpURLConnection) address.openConnection();
        try {
            connection.setConnectTimeout((int) connect.toMillis());
            connection.setReadTimeout((int) answer.toMillis());
            connection.setInstanceFollowRedirects(false);
            connection.setUseCaches(false);
            connection.setRequestMethod(method);
            headers.forEach((name, values) -> values.forEach(value -> connection.addRequestProperty(name, value)));
            if (body != null) {
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.getBytes(StandardCharsets.UTF_8));
                }
            }
            int status = connection.getResponseCode();
            if (status < HttpURLConnection.HTTP_OK) {
                throw new IOException(address.getHost() + " does not speak HTTP");
            }
            HTTPResponse answered = new HTTPResponse(status);
            answered.setBody(read(connection, status, end));
            setType(answered, connection.getContentType());
            return answered;
        } finally {
            connection.disconnect();
        }
    }

    private static String read(HttpURLConnection connection, int status, long end) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (InputStream in = status >= HttpURLConnection.HTTP_BAD_REQUEST
                ? Objects.requireNonNullElseGet(connection.getErrorStream(), InputStream::nullInputStream)
                : connection.getInputStream()) {
            byte[] piece = new byte[PIECE];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                all.write(piece, 0, length);
                if (all.size() > MOST_BYTES) {
                    throw new IOException("the answer has more than " + MOST_BYTES + " bytes");
                }
                if (System.nanoTime() > end) {
                    throw new IOException("the answer does not end");
                }
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static void setType(HTTPResponse answered, @Nullable String type) throws IOException {
        try {
            if (type != null) {
                answered.setEntityContentType(ContentType.parse(type));
            }
        } catch (java.text.ParseException spoilt) {
            throw new IOException("the answer is of no known type", spoilt);
        }
    }
}
