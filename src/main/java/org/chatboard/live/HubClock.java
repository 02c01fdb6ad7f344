package org.chatboard.live;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.chatboard.platform.LastCall;
import org.chatboard.platform.Time;
import org.chatboard.platform.threads.StartListener.Starting;
import org.chatboard.presence.PresenceService;
import org.chatboard.security.LoginSessions;
import org.jspecify.annotations.Nullable;

/** Closes the connections that nobody else closes: the silent ones, those of ended sign-ins, and all when ChatBoard stops. */
@ApplicationScoped
public class HubClock {

    private static final System.Logger LOG = System.getLogger(HubClock.class.getName());

    /** Who is signed out or disabled anywhere is out of here within a second. */
    private static final long MILLIS = 500;

    /** All sign-ins are looked at once a minute; their idle time is counted in hours. */
    private static final int TICKS_A_MINUTE = 120;

    /** Among all open sign-ins those are looked for that the provider has to speak of again, each ten seconds. */
    private static final int TICKS_TO_CONFIRM = 20;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    Hub hub;

    @Inject
    LoginSessions logins;

    @Inject
    PresenceService presence;

    @Inject
    Time time;

    private @Nullable ScheduledFuture<?> ticking;
    private int ticks;

    void start(@Observes Starting now) {
        ticking = scheduler.scheduleWithFixedDelay(this::tick, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Without this, clients would not know whether to come back after a redeploy, or when. */
    public void lastCall(@Observes LastCall.Stopping now) {
        hub.closeIf(connection -> true, CloseCode.RESTART);
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.cancel(true);
        }
    }

    private void tick() {
        try {
            Instant tooLongAgo = time.steady().minus(presence.lease());
            hub.closeIf(connection -> connection.lastHeard().isBefore(tooLongAgo), CloseCode.SILENT);
            if (ticks % TICKS_TO_CONFIRM == 0) {
                logins.endUnconfirmed();
            }
            logins.tellEnded();
            if (ticks++ % TICKS_A_MINUTE == 0) {
                closeOld();
            }
        } catch (RuntimeException failed) {
            // A scheduled task that throws is never run again.
            LOG.log(System.Logger.Level.WARNING, "Connections could not be checked", failed);
        }
    }

    /** Sign-ins also end by time, which nobody tells. */
    private void closeOld() {
        Set<UUID> over =
                logins.use(hub.connections().stream().map(Connection::loginId).collect(Collectors.toSet()));
        hub.closeIf(connection -> over.contains(connection.loginId()), CloseCode.SESSION_ENDED);
    }
}
