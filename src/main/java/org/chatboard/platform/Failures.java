package org.chatboard.platform;

import java.sql.SQLException;
import java.util.concurrent.RejectedExecutionException;

/** Finds out what a caller is told when something was thrown: the one place for all doors. */
public final class Failures {

    private static final System.Logger LOG = System.getLogger(Failures.class.getName());

    private Failures() {}

    /** The reason behind what was thrown; what nobody expected goes to the log here. */
    public static ChatBoardException reason(Throwable thrown) {
        boolean database = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ChatBoardException reason) {
                return reason;
            }
            if (cause instanceof RejectedExecutionException) {
                LOG.log(System.Logger.Level.WARNING, "Too much waits already: {0}", cause.toString());
                return Unavailable.overloaded(thrown);
            }
            database |= cause instanceof SQLException sql && !isOurFault(sql);
        }
        if (database) {
            LOG.log(System.Logger.Level.WARNING, "The database did not answer", thrown);
            return new Unavailable(thrown);
        }
        LOG.log(System.Logger.Level.ERROR, "Unexpected failure", thrown);
        return new Internal(thrown);
    }

    /** Wrong data, a broken constraint, wrong SQL (SQLSTATE 22, 23, 42): trying again would not help anybody. */
    private static boolean isOurFault(SQLException sql) {
        String state = sql.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
    }
}
