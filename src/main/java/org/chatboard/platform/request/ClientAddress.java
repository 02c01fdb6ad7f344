package org.chatboard.platform.request;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;

/**
 * Where requests come from: the address of the connection, or what the proxy says that opened it, if it is a listed one (OWASP
 * ASVS 5.0, 4.1.3). Payara has nothing of that kind, and a filter that wraps requests would come too late: the doorkeeper looks
 * at them before any filter does. So whoever wants to know asks here, which a test of the build sees to.
 */
@ApplicationScoped
public class ClientAddress implements Settings.Rule {

    private static final System.Logger LOG = System.getLogger(ClientAddress.class.getName());

    private static final String ATTRIBUTE = ClientAddress.class.getName();

    private static final List<String> HEADERS = List.of(ForwardedFor.COMMON, ForwardedFor.STANDARD);

    @Inject
    Settings settings;

    private final SeldomLine ignored = new SeldomLine();

    private final SeldomLine unreadable = new SeldomLine();

    private volatile Known known = new Known("", "", Optional.empty());

    /** Whom one believes, and what. */
    private record Config(String header, AddressList proxies) {}

    /** What was made of the settings as they were read last. */
    private record Known(String proxies, String header, Optional<Config> config) {}

    /** From now on {@link #of} finds it; there is no injection into what is made for each request. */
    void begin(@Observes @Initialized(ApplicationScoped.class) ServletContext context) {
        context.setAttribute(ATTRIBUTE, this);
    }

    /** The address that this request came from, as the server would write it; the same whenever it is asked for. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String address = request.getServletContext().getAttribute(ATTRIBUTE) instanceof ClientAddress all
                ? all.find(peer(request), request)
                : peer(request);
        request.setAttribute(ATTRIBUTE, address);
        return address;
    }

    /** Who opened the connection, a proxy or not. */
    public static String peer(HttpServletRequest request) {
        return request.getRemoteAddr();
    }

    private String find(String peer, HttpServletRequest request) {
        Optional<Config> config = config();
        if (config.isEmpty()) {
            return peer;
        }
        List<String> lines = Collections.list(request.getHeaders(config.get().header()));
        return lines.isEmpty() ? peer : find(config.get(), peer, lines);
    }

    private String find(Config config, String peer, List<String> lines) {
        if (!config.proxies().contains(peer)) {
            ignored.count()
                    .ifPresent(times -> LOG.log(
                            Level.WARNING,
                            "{0} from {1} was ignored, it is in no address of {2} ({3} such since the last line)",
                            config.header(),
                            peer,
                            Setting.CLIENT_ADDRESS_PROXIES.key(),
                            times));
            return peer;
        }
        ForwardedFor said =
                ForwardedFor.read(peer, config.header().equals(ForwardedFor.STANDARD), lines, config.proxies());
        said.unreadable()
                .ifPresent(text -> unreadable
                        .count()
                        .ifPresent(times -> LOG.log(
                                Level.WARNING,
                                "{0} from the proxy {1} says \"{2}\", which is no address: the proxy''s own is taken"
                                        + " ({3} such since the last line)",
                                config.header(),
                                peer,
                                text,
                                times)));
        return said.address();
    }

    private Optional<Config> config() {
        String proxies = settings.text(Setting.CLIENT_ADDRESS_PROXIES);
        String header = settings.text(Setting.CLIENT_ADDRESS_HEADER);
        Known before = known;
        if (!before.proxies().equals(proxies) || !before.header().equals(header)) {
            before = new Known(proxies, header, read(proxies, header));
            known = before;
        }
        return before.config();
    }

    private static Optional<Config> read(String proxies, String header) {
        List<String> problems = problems(proxies, header);
        if (!problems.isEmpty()) {
            LOG.log(Level.WARNING, "No proxy is believed on addresses: {0}", String.join(" ", problems));
        }
        return problems.isEmpty() && !proxies.isEmpty()
                ? Optional.of(new Config(header(header).orElseThrow(), AddressList.parse(proxies)))
                : Optional.empty();
    }

    @Override
    public List<String> problems(Settings all) {
        return problems(all.text(Setting.CLIENT_ADDRESS_PROXIES), all.text(Setting.CLIENT_ADDRESS_HEADER));
    }

    static List<String> problems(String proxies, String header) {
        List<String> problems = new ArrayList<>(AddressList.problems(Setting.CLIENT_ADDRESS_PROXIES, proxies));
        if (header(header).isEmpty()) {
            problems.add(Setting.CLIENT_ADDRESS_HEADER.key() + " must be " + String.join(" or ", HEADERS) + ".");
        }
        return problems;
    }

    private static Optional<String> header(String name) {
        return HEADERS.stream().filter(header -> header.equalsIgnoreCase(name)).findFirst();
    }
}
