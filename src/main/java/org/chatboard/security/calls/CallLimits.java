package org.chatboard.security.calls;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.Throttle;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.platform.request.Network;
import org.chatboard.security.ChatBoardPrincipal;

/**
 * How much may be asked of the API. Each token has its own turns, all browsers of one person share theirs, and an address
 * has turns for its signed-in people and others for everybody else: neither can a program take those of its owner's page,
 * nor strangers behind a shared address those of the people who work there. What is refused to a token or a person does not
 * count against the address.
 */
@ApplicationScoped
public class CallLimits {

    /** Balancers ask it, and must not take a server for dead because somebody asks too much. */
    private static final String HEALTH = "/api/v1/health";

    private final Throttle throttle = new Throttle();

    @Inject
    Settings settings;

    /** What an address is counted as. */
    private record Address(String network, boolean isOfKnown) {}

    /**
     * Takes a turn for a request and writes how it stands into the answer.
     *
     * @param who nobody without a valid sign-in or token
     * @return why it is not served; nothing when it may pass
     */
    public Optional<Refusal> take(
            Optional<ChatBoardPrincipal> who, String path, HttpServletRequest request, HttpServletResponse response) {
        if (path.equals(HEALTH)) {
            return Optional.empty();
        }
        Optional<Throttle.Turn> own = who.map(caller -> throttle.ask(
                caller.isByToken() ? caller.loginId() : caller.caller().id(),
                settings.number(Setting.API_PER_SECOND),
                settings.number(Setting.API_BURST)));
        if (own.isPresent() && !own.get().taken()) {
            return Optional.of(refuse(own.get(), settings.number(Setting.API_BURST), response));
        }
        Throttle.Turn shared = throttle.ask(
                new Address(Network.of(ClientAddress.of(request)), who.isPresent()),
                settings.number(Setting.API_PER_SECOND_PER_ADDRESS),
                settings.number(Setting.API_BURST_PER_ADDRESS));
        if (!shared.taken()) {
            return Optional.of(refuse(shared, settings.number(Setting.API_BURST_PER_ADDRESS), response));
        }
        if (own.isPresent() && own.get().left() <= shared.left()) {
            tell(own.get(), settings.number(Setting.API_BURST), response);
        } else {
            tell(shared, settings.number(Setting.API_BURST_PER_ADDRESS), response);
        }
        return Optional.empty();
    }

    private static Refusal refuse(Throttle.Turn turn, int burst, HttpServletResponse response) {
        tell(turn, burst, response);
        return new Refusal(
                429,
                "Too Many Requests",
                "too_many_requests",
                "These are too many requests; wait as long as Retry-After says and ask again.",
                Map.of("Retry-After", Long.toString(seconds(turn.next()))));
    }

    private static void tell(Throttle.Turn turn, int burst, HttpServletResponse response) {
        response.setIntHeader("X-RateLimit-Limit", burst);
        response.setIntHeader("X-RateLimit-Remaining", turn.left());
        response.setHeader("X-RateLimit-Reset", Long.toString(seconds(turn.full())));
    }

    /** Whole seconds, not too few. */
    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
