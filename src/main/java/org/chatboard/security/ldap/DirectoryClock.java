package org.chatboard.security.ldap;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.chatboard.platform.Workers;
import org.chatboard.platform.threads.StartListener.Starting;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the directories when ChatBoard starts and compares the accounts with them when it is time. Half a configuration
 * stops the start, as everywhere: found out later it would lock people out.
 */
@ApplicationScoped
public class DirectoryClock {

    private static final System.Logger LOG = System.getLogger(DirectoryClock.class.getName());

    /** How exactly the interval is kept. */
    private static final long SECONDS = 5;

    @Resource
    ManagedScheduledExecutorService scheduler;

    @Inject
    Workers workers;

    @Inject
    Directories directories;

    @Inject
    DirectorySync sync;

    private final AtomicBoolean isComparing = new AtomicBoolean();
    private String trouble = "";
    private @Nullable ScheduledFuture<?> ticking;

    void start(@Observes Starting now) {
        List<DirectoryConfig> configured;
        try {
            configured = directories.configured();
        } catch (IllegalStateException spoilt) {
            throw new IllegalStateException("ChatBoard does not start: " + spoilt.getMessage(), spoilt);
        }
        configured.forEach(
                config -> LOG.log(System.Logger.Level.INFO, "People of the directory {0} can sign in", config));
        ticking = scheduler.scheduleWithFixedDelay(this::tick, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        if (ticking != null) {
            ticking.cancel(false);
        }
    }

    /** A large directory takes minutes, for which the clock must not stand still. */
    private void tick() {
        try {
            List<DirectoryConfig> due = directories.configured().stream()
                    .filter(config -> !config.sync().interval().isZero())
                    .toList();
            trouble = "";
            if (!due.isEmpty() && isComparing.compareAndSet(false, true)) {
                compare(due);
            }
        } catch (RuntimeException failed) {
            // A scheduled task that throws is never run again; and what does not change is said once.
            if (!trouble.equals(failed.toString())) {
                trouble = failed.toString();
                LOG.log(System.Logger.Level.WARNING, "Accounts cannot be compared with the directories: {0}", trouble);
            }
        }
    }

    private void compare(List<DirectoryConfig> due) {
        try {
            workers.execute(() -> {
                try {
                    due.forEach(sync::runIfDue);
                } catch (RuntimeException failed) {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "Accounts could not be compared with the directories; that is tried again",
                            failed);
                } finally {
                    isComparing.set(false);
                }
            });
        } catch (RejectedExecutionException busy) {
            isComparing.set(false);
        }
    }
}
