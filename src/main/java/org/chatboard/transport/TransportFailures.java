package org.chatboard.transport;

import java.io.IOException;
import org.chatboard.platform.Failures;

/** What the WebSocket container reports: people who close their laptop are no news, everything else is. */
public final class TransportFailures {

    private static final System.Logger LOG = System.getLogger(TransportFailures.class.getName());

    private TransportFailures() {}

    /** Writes into the log what an administrator should know of it. */
    public static void note(Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            LOG.log(System.Logger.Level.DEBUG, "A connection broke: {0}", cause.toString());
        } else {
            Failures.reason(cause);
        }
    }
}
