package org.chatboard.webhooks.outgoing;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.threads.StartListener.Starting;
import org.chatboard.webhooks.wire.AllowedHosts;
import org.jspecify.annotations.Nullable;

/** Looks for what has to be told every second: retries that are due, and whatever nobody was woken for. */
@ApplicationScoped
public class HookClock {

    private static final System.Logger LOG = System.getLogger(HookClock.class.getName());

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    Dispatcher dispatcher;

    @Inject
    Settings settings;

    private @Nullable ScheduledFuture<?> ticking;

    void start(@Observes Starting now) {
        List<String> unreadable =
                AllowedHosts.parse(settings.text(Setting.WEBHOOK_HOSTS)).unreadable();
        if (!unreadable.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} has entries that allow nothing because they cannot be read: {1}",
                    Setting.WEBHOOK_HOSTS.key(),
                    unreadable);
        }
        ticking = scheduler.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.cancel(true);
        }
    }

    private void tick() {
        try {
            dispatcher.look();
        } catch (RuntimeException failed) {
            // A scheduled task that throws is never run again.
            LOG.log(System.Logger.Level.WARNING, "Webhooks could not be looked after", failed);
        }
    }
}
