package org.chatboard.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.chatboard.platform.Forbidden;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Finding.State;
import org.chatboard.platform.probe.Probe;
import org.chatboard.users.Caller;
import org.chatboard.users.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SystemCheckTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final SystemCheck check = new SystemCheck();

    @AfterEach
    void nobodyWaitsAnyMore() {
        end.countDown();
        threads.shutdownNow();
    }

    private static Probe probe(String name, Supplier<Finding> look) {
        return new Probe() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Finding look() {
                return look.get();
            }
        };
    }

    private Finding never() {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return Finding.good("check.database.good");
    }

    @Test
    void whatIsSilentIsToldInTimeAndAskedOnce() {
        AtomicInteger asked = new AtomicInteger();
        List<Probe> probes = List.of(
                probe("silent", () -> {
                    asked.incrementAndGet();
                    return never();
                }),
                probe("well", () -> Finding.good("check.database.good")),
                probe("broken", () -> {
                    throw new IllegalStateException("it broke");
                }));
        long before = System.nanoTime();
        List<SystemCheck.Part> parts = check.run(probes, threads);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(parts).extracting(SystemCheck.Part::name).containsExactly("silent", "well", "broken");
        assertThat(parts).extracting(part -> part.finding().state()).containsExactly(State.BAD, State.GOOD, State.BAD);
        assertThat(parts.get(2).finding().text(Locale.ROOT)).contains("it broke");

        assertThat(check.run(probes, threads))
                .first()
                .returns(State.BAD, part -> part.finding().state());
        assertThat(asked).hasValue(1);
    }

    @Test
    void onlyAdministratorsMayLook() {
        Caller anna = new Caller(UUID.randomUUID(), "anna", Set.of(Role.USER));
        assertThatThrownBy(() -> check.run(anna)).isInstanceOf(Forbidden.class);
    }
}
