package org.chatboard.webhooks.wire;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Makes one POST, to a server the administrator allowed, at an address that was looked at. The clients of the JDK resolve
 * the name themselves, after whatever check, and cannot be told which address to take without losing the name for TLS;
 * therefore a socket of our own. Whatever the other side does, it ends in time and takes no memory.
 */
@ApplicationScoped
public class HookClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);

    /** From the connection to the end of the answer. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private static final int MOST_ADDRESSES = 2;

    /** Finds the addresses of a name. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    @Inject
    Settings settings;

    @Resource(lookup = "concurrent/chatboard-clock")
    ManagedScheduledExecutorService scheduler;

    private final Resolver resolver;

    private final SSLContext tls;

    /** Looks names up as the machine does and trusts whom the server trusts. */
    public HookClient() {
        this(InetAddress::getAllByName, ownTls());
    }

    HookClient(Resolver resolver, SSLContext tls) {
        this.resolver = resolver;
        this.tls = tls;
    }

    /**
     * Whether a request may go there, as far as that can be said without looking its name up.
     *
     * @throws Invalid when it may not, or is no address
     */
    public void check(String url) {
        if (!allowed().admits(Target.of(url))) {
            throw Invalid.field(
                    "url",
                    "host_not_allowed",
                    "This host and port are not among those that the administrators allow (chatboard.webhooks.allowed-hosts).");
        }
    }

    /** Makes a request; it takes at most some seconds. Redirects are not followed. */
    public Answer post(String url, Map<String, String> headers, byte[] body) {
        long start = System.nanoTime();
        try {
            Target target = Target.of(url);
            AllowedHosts allowed = allowed();
            if (!allowed.admits(target)) {
                return Answer.without("host_not_allowed", since(start));
            }
            List<InetAddress> addresses = allowed.admitted(target, List.of(resolver.resolve(target.host())));
            if (addresses.isEmpty()) {
                return Answer.without("address_not_allowed", since(start));
            }
            return post(target, addresses, new HttpExchange(target, headers, body), start);
        } catch (Invalid noUrl) {
            return Answer.without("invalid_url", since(start));
        } catch (UnknownHostException unknown) {
            return Answer.without("unknown_host", since(start));
        }
    }

    private Answer post(Target target, List<InetAddress> addresses, HttpExchange exchange, long start) {
        @Nullable Answer failed = null;
        for (InetAddress address : addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size()))) {
            try (Socket socket = new Socket(Proxy.NO_PROXY)) {
                socket.connect(new InetSocketAddress(address, target.port()), (int) CONNECT_LIMIT.toMillis());
                return talk(target, socket, exchange, start);
            } catch (IOException noConnection) {
                failed = Answer.without(problem(noConnection, "connect_failed"), since(start));
            }
        }
        return failed == null ? Answer.without("address_not_allowed", since(start)) : failed;
    }

    private Answer talk(Target target, Socket socket, HttpExchange exchange, long start) {
        // A receiver that takes or gives a byte now and then never runs into the timeout of a single read.
        Future<?> end = clock().schedule(() -> close(socket), ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            socket.setSoTimeout((int) ANSWER_LIMIT.toMillis());
            socket.setTcpNoDelay(true);
            HttpExchange.Head head = exchange.run(target.isSecure() ? secure(socket, target) : socket);
            return Answer.of(head.status(), since(start), head.retryAfter());
        } catch (HttpExchange.NotHttp badAnswer) {
            return Answer.without("bad_answer", since(start));
        } catch (IOException failed) {
            boolean isLate = since(start).compareTo(ANSWER_LIMIT) >= 0;
            return Answer.without(isLate ? "timeout" : problem(failed, "connection_lost"), since(start));
        } finally {
            end.cancel(false);
        }
    }

    /** Checks the certificate against the name, though the connection was made to an address. */
    private Socket secure(Socket socket, Target target) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, target.host(), target.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** For tests. */
    ScheduledExecutorService clock() {
        return scheduler;
    }

    private AllowedHosts allowed() {
        return AllowedHosts.parse(settings.text(Setting.WEBHOOK_HOSTS));
    }

    private static String problem(IOException failed, String otherwise) {
        if (failed instanceof SocketTimeoutException) {
            return "timeout";
        }
        if (failed instanceof SSLException) {
            return "tls_failed";
        }
        return failed instanceof ConnectException || failed instanceof NoRouteToHostException
                ? "connect_failed"
                : otherwise;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException closedAnyhow) {
            // It is.
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Without the server's own key: nobody out there needs to see its certificate. */
    private static SSLContext ownTls() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, null, null);
            return context;
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
