package org.chatboard.presence;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Ticks every second so that people whose connection died silently go offline by themselves. */
@Singleton
@Startup
@DependsOn("Migrations")
public class PresenceClock {

    private static final System.Logger LOG = System.getLogger(PresenceClock.class.getName());

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    PresenceService presence;

    private @Nullable ScheduledFuture<?> ticking;

    @PostConstruct
    void start() {
        ticking = scheduler.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.cancel(true);
        }
    }

    private void tick() {
        try {
            presence.refresh();
            presence.expire();
        } catch (RuntimeException failed) {
            // A scheduled task that throws is never run again.
            LOG.log(System.Logger.Level.ERROR, "Presence could not be brought up to date", failed);
        }
    }
}
