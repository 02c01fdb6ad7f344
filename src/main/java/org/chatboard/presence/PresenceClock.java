package org.chatboard.presence;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.chatboard.platform.threads.StartListener.Starting;
import org.jspecify.annotations.Nullable;

/** Ticks every second so that people whose connection died silently go offline by themselves. */
@ApplicationScoped
public class PresenceClock {

    private static final System.Logger LOG = System.getLogger(PresenceClock.class.getName());

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    PresenceService presence;

    private @Nullable ScheduledFuture<?> ticking;

    void start(@Observes Starting now) {
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
