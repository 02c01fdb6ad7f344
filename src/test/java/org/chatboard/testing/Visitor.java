package org.chatboard.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.chatboard.testing.contract.Witness;

/** Somebody with a browser and its cookies, known to ChatBoard or not, who reads pages and sends forms. */
public class Visitor {

    /** Longest time an answer may take on a busy machine; nothing depends on it being reached. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int MOST_REDIRECTS = 5;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http;
    private final boolean tls;

    /** The server this visitor talks to. */
    protected final ChatServer server = ChatServer.shared();

    /** Somebody with a fresh browser. */
    public Visitor() {
        this(false);
    }

    private Visitor(boolean tls) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT);
        this.http = tls ? builder.sslContext(AnyCertificate.context()).build() : builder.build();
        this.tls = tls;
    }

    /** Somebody who comes over TLS and does not mind that the server made its certificate itself. */
    public static Visitor overTls() {
        return new Visitor(true);
    }

    private URI address(String path) {
        return tls ? server.secureUrl(path) : server.url(path);
    }

    private String origin() {
        return address("/").resolve("/").toString().replaceFirst("/$", "");
    }

    /**
     * One request and its answer, with the word that ChatBoard's own pages and decent programs send along. The
     * answer must be as the contract says; redirects are not followed.
     */
    public HttpResponse<String> send(HttpRequest.Builder request) {
        return sendAsForeigner(request.setHeader("X-Requested-By", "tests"));
    }

    /** The same without that word, as the page of somebody else would have it done. */
    public HttpResponse<String> sendAsForeigner(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = http.send(request.timeout(LIMIT).build(), BodyHandlers.ofString());
            Witness.saw(answer);
            return answer;
        } catch (IOException e) {
            throw new AssertionError("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Asks for something and takes what comes, a redirect too. */
    public HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(address(path)).header("Accept-Language", "en"));
    }

    /** Opens a page, through redirects, as people see it. */
    public HttpResponse<String> open(String path) {
        return follow(get(path));
    }

    /** Presses the button of a form that stood on {@code page}; redirects are not followed. */
    public HttpResponse<String> submit(HttpResponse<String> page, Form form) {
        return post(page.uri().resolve(form.action()), form.encoded());
    }

    /** Sends a form's body to a page; redirects are not followed. */
    public HttpResponse<String> post(URI address, String body) {
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept-Language", "en")
                .header("Origin", origin())
                .POST(BodyPublishers.ofString(body)));
    }

    /** Sends JSON to the API. */
    public HttpResponse<String> postJson(String path, String json) {
        return send(HttpRequest.newBuilder(address(path))
                .header("Content-Type", "application/json")
                .header("Origin", origin())
                .POST(BodyPublishers.ofString(json)));
    }

    /** Calls the API with a method and a body of JSON; an empty one is none. */
    public HttpResponse<String> sendJson(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(path)).header("Origin", origin());
        return send(
                json.isEmpty()
                        ? request.method(method, BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(json)));
    }

    /** Goes where an answer sends a browser. */
    public HttpResponse<String> follow(HttpResponse<String> answer) {
        HttpResponse<String> current = answer;
        for (int i = 0; i < MOST_REDIRECTS && current.statusCode() / 100 == 3; i++) {
            URI next = current.uri()
                    .resolve(current.headers().firstValue("Location").orElseThrow());
            current = send(HttpRequest.newBuilder(next).header("Accept-Language", "en"));
        }
        return current;
    }

    /** The {@code Cookie} header for ChatBoard's pages and sockets; empty without cookies. */
    public String cookieHeader() {
        return cookies.getCookieStore().get(server.url("/")).stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The value of a cookie. */
    public Optional<String> cookie(String name) {
        return cookies.getCookieStore().get(server.url("/")).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    /** Puts a cookie into this browser, as an attacker or a copy would. */
    public void addCookie(String name, String value) {
        HttpCookie cookie = new HttpCookie(name, value);
        cookie.setPath("/chatboard");
        cookie.setVersion(0);
        cookies.getCookieStore().add(server.url("/"), cookie);
    }
}
