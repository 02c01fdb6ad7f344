package org.chatboard.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.Unavailable;
import org.chatboard.platform.Workers;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;

/**
 * Looks whether the parts of the installation work, all side by side. Whatever does not answer in time is told as that; it is not
 * asked a second time while the first one still waits, so nobody takes the threads of the server by pressing a key.
 */
@ApplicationScoped
public class SystemCheck {

    private static final System.Logger LOG = System.getLogger(SystemCheck.class.getName());

    /** How long the page waits for all of them. */
    static final Duration LIMIT = Duration.ofMillis(2_800);

    private static final List<String> ORDER = List.of(
            "password",
            "breached-passwords",
            "oidc",
            "ldap",
            "proxy",
            "scim",
            "factor",
            "client-address",
            "mail",
            "database",
            "disk");

    private final Map<String, CompletableFuture<Finding>> running = new ConcurrentHashMap<>();

    @Inject
    Instance<Probe> probes;

    @Inject
    Workers workers;

    /**
     * A part and how it stands with it.
     *
     * @param name see {@link Probe#name}
     */
    public record Part(String name, Finding finding) {}

    /**
     * Looks at everything.
     *
     * @throws Forbidden when somebody else than an administrator asks
     */
    public List<Part> run(Caller caller) {
        if (!caller.roles().contains(Role.ADMIN)) {
            throw new Forbidden("admin_only", "Only administrators may see how the installation works.");
        }
        List<Probe> all = new ArrayList<>();
        probes.forEach(all::add);
        all.sort(Comparator.comparing((Probe probe) -> ORDER.indexOf(probe.name()))
                .thenComparing(Probe::name));
        return run(all, workers);
    }

    List<Part> run(List<Probe> all, Executor threads) {
        List<CompletableFuture<Finding>> looks =
                all.stream().map(probe -> begin(probe, threads)).toList();
        await(looks);
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String name = all.get(i).name();
            parts.add(new Part(name, looks.get(i).getNow(Finding.bad("check.silent"))));
        }
        return parts;
    }

    private CompletableFuture<Finding> begin(Probe probe, Executor threads) {
        CompletableFuture<Finding> mine = new CompletableFuture<>();
        CompletableFuture<Finding> before = running.putIfAbsent(probe.name(), mine);
        if (before != null) {
            return before;
        }
        try {
            threads.execute(() -> look(probe, mine));
        } catch (RejectedExecutionException full) {
            running.remove(probe.name(), mine);
            mine.complete(Finding.bad("check.silent"));
        }
        return mine;
    }

    private void look(Probe probe, CompletableFuture<Finding> answer) {
        try {
            answer.complete(probe.look());
        } catch (RuntimeException failed) {
            LOG.log(Level.WARNING, "The check of {0} failed: {1}", probe.name(), failed);
            answer.complete(Finding.bad("check.failed", failed.toString()));
        } finally {
            running.remove(probe.name(), answer);
        }
    }

    private static void await(List<CompletableFuture<Finding>> looks) {
        try {
            CompletableFuture.allOf(looks.toArray(CompletableFuture<?>[]::new))
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException someAreSilent) {
            LOG.log(Level.DEBUG, "Not everything answered within {0}", LIMIT);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable(stopping);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
