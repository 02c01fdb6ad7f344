package org.chatboard.live;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.chatboard.platform.FirstAndLast;
import org.chatboard.platform.Time;
import org.chatboard.presence.PresenceService;
import org.chatboard.security.LoginSessions;
import org.jspecify.annotations.Nullable;

/** Closes the connections that nobody else closes: the silent ones, those of ended sign-ins, and all when ChatBoard stops. */
@Singleton
@Startup
@DependsOn("Migrations")
public class HubClock {

    private static final System.Logger LOG = System.getLogger(HubClock.class.getName());
    private static final long SECONDS = 5;

    /** Being here is noted once a minute; the idle time of a sign-in is counted in hours. */
    private static final int TICKS_A_MINUTE = 12;

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

    @PostConstruct
    void start() {
        ticking = scheduler.scheduleWithFixedDelay(this::tick, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    /** Without this, clients would not know whether to come back after a redeploy, or when. */
    public void lastCall(@Observes FirstAndLast.Stopping now) {
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
            Instant tooLongAgo = time.now().minus(presence.lease());
            hub.closeIf(connection -> connection.lastHeard().isBefore(tooLongAgo), CloseCode.SILENT);
            closeEnded();
        } catch (RuntimeException failed) {
            // A scheduled task that throws is never run again.
            LOG.log(System.Logger.Level.WARNING, "Connections could not be checked", failed);
        }
    }

    /** Sign-ins also end elsewhere: on another server, by time, by an administrator in the database. */
    private void closeEnded() {
        Set<UUID> open = hub.connections().stream().map(Connection::loginId).collect(Collectors.toSet());
        if (!open.isEmpty()) {
            Set<UUID> still = logins.stillOpen(open);
            if (ticks++ % TICKS_A_MINUTE == 0) {
                logins.seen(still);
            }
            hub.closeIf(
                    connection -> open.contains(connection.loginId()) && !still.contains(connection.loginId()),
                    CloseCode.SESSION_ENDED);
        }
    }
}
