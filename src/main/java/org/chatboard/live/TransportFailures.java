package org.chatboard.live;

import java.io.IOException;
import org.chatboard.platform.Failures;

/** What the WebSocket container reports: people who close their laptop are no news, everything else is. */
final class TransportFailures {

    private static final System.Logger LOG = System.getLogger(TransportFailures.class.getName());

    private TransportFailures() {}

    static void note(Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            LOG.log(System.Logger.Level.DEBUG, "A connection broke: {0}", cause.toString());
        } else {
            Failures.reason(cause);
        }
    }
}
