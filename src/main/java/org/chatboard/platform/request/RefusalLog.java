package org.chatboard.platform.request;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lines of the log about what was refused (OWASP ASVS 5.0, 16.3.2), few enough that nobody fills the log with them: {@value
 * #BURST} at once of each kind for each person or network and {@value #PER_MINUTE} a minute after that, and so many for all
 * together. What is not written is counted, and the next line of the kind from there says how many that were.
 */
@ApplicationScoped
public class RefusalLog {

    private static final System.Logger LOG = System.getLogger(RefusalLog.class.getName());

    /** Lines of one kind from one source at once. */
    static final int BURST = 200;

    /** The same a minute, once it has had those. */
    static final int PER_MINUTE = 30;

    /** Lines of all sources at once. */
    static final int BURST_OF_ALL = 2_000;

    /** Lines of all sources a minute: with 200 bytes each, half of one log file a day. */
    static final int PER_MINUTE_OF_ALL = 300;

    /** Sources that are remembered; beyond that those not heard of for the longest time are forgotten. */
    private static final int MOST = 10_000;

    private static final int LONGEST_PATH = 200;

    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{P}\\p{S} ]");

    /** An address that is a secret itself. */
    private static final Pattern SECRET_ADDRESS = Pattern.compile("(/hooks/).+");

    private static final class Source {

        private final Bucket lines;
        private long unwritten;

        Source(Bucket lines) {
            this.lines = lines;
        }
    }

    private final TimeMeter clock;

    private final Bucket all;

    private final Map<String, Source> sources = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Source> eldest) {
            return size() > MOST;
        }
    };

    RefusalLog() {
        this(TimeMeter.SYSTEM_NANOTIME);
    }

    RefusalLog(TimeMeter clock) {
        this.clock = clock;
        this.all = bucket(BURST_OF_ALL, PER_MINUTE_OF_ALL);
    }

    private Bucket bucket(int burst, int perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(burst).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .withCustomTimePrecision(clock)
                .build();
    }

    /**
     * Writes a line, or counts it.
     *
     * @param kind of refusals, counted for themselves: one kind does not hide another
     * @param address where from, as the server writes it
     * @param text one sentence; without secrets
     */
    public void note(String kind, String address, String text) {
        write(kind + " " + Network.of(address), text);
    }

    /**
     * The same about a request.
     *
     * @param code the stable reason, which is the kind; empty where there is none
     */
    public void noteCall(HttpServletRequest request, String code) {
        String person = request.getRemoteUser();
        noteCall(person == null ? "" : person, request, code);
    }

    /**
     * The same about a request of somebody whom the server does not know yet.
     *
     * @param person the user name; empty for nobody
     */
    public void noteCall(String person, HttpServletRequest request, String code) {
        String address = ClientAddress.of(request);
        String who = person.isEmpty() ? "nobody" : '"' + person + '"';
        write(
                code + " " + (person.isEmpty() ? Network.of(address) : "person " + person),
                "Refused to " + who + " from " + address + ": " + printable(request.getMethod(), LONGEST_PATH) + " "
                        + path(request) + (code.isEmpty() ? "" : " (" + code + ")"));
    }

    /** As it was asked for, escapes and all; without the query, where secrets may stand. */
    private static String path(HttpServletRequest request) {
        Object asked = Objects.requireNonNullElse(
                request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI());
        return printable(SECRET_ADDRESS.matcher(asked.toString()).replaceFirst("$1…"), LONGEST_PATH);
    }

    /**
     * One line, whatever was sent.
     *
     * @param most characters; what is longer is cut
     */
    public static String printable(String sent, int most) {
        String line = UNPRINTABLE.matcher(sent).replaceAll("?");
        return line.length() <= most ? line : line.substring(0, most) + "…";
    }

    private void write(String source, String text) {
        line(source, text).ifPresent(line -> LOG.log(System.Logger.Level.WARNING, line));
    }

    /** What is written now, with what was not written before; nothing when that has to wait. */
    synchronized Optional<String> line(String source, String text) {
        Source from = sources.computeIfAbsent(source, unknown -> new Source(bucket(BURST, PER_MINUTE)));
        if (!from.lines.tryConsume(1) || !all.tryConsume(1)) {
            from.unwritten++;
            return Optional.empty();
        }
        long unwritten = from.unwritten;
        from.unwritten = 0;
        return Optional.of(unwritten == 0 ? text : text + "; " + unwritten + " more like it were not written");
    }
}
