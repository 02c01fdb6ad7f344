package org.chatboard.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeasesTest {

    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private final Leases leases = new Leases();
    private final UUID anna = UUID.randomUUID();
    private final UUID laptop = UUID.randomUUID();
    private final UUID phone = UUID.randomUUID();

    @Test
    void theFirstConnectionMakesSomebodyComeAndTheLastMakesThemGo() {
        assertThat(leases.renew(anna, laptop, NOW.plusSeconds(55))).isTrue();
        assertThat(leases.renew(anna, phone, NOW.plusSeconds(55))).isFalse();
        leases.release(anna, laptop, NOW);
        assertThat(leases.expire(NOW.plusSeconds(4))).isEmpty();
        assertThat(leases.present(Set.of(anna))).containsExactly(anna);
        leases.release(anna, phone, NOW.plusSeconds(5));
        assertThat(leases.expire(NOW.plusSeconds(8))).containsExactly(anna);
        assertThat(leases.present(Set.of(anna))).isEmpty();
    }

    @Test
    void aReloadDoesNotFlicker() {
        leases.renew(anna, laptop, NOW.plusSeconds(55));
        leases.release(anna, laptop, NOW);
        assertThat(leases.renew(anna, phone, NOW.plusSeconds(56))).isFalse();
        assertThat(leases.expire(NOW.plusSeconds(10))).isEmpty();
    }

    @Test
    void aSilentConnectionRunsOut() {
        leases.renew(anna, laptop, NOW.plusSeconds(55));
        assertThat(leases.expire(NOW.plusSeconds(54))).isEmpty();
        assertThat(leases.expire(NOW.plusSeconds(55))).containsExactly(anna);
    }

    @Test
    void aClosedConnectionThatNobodyKnowsChangesNothing() {
        leases.release(anna, laptop, NOW);
        assertThat(leases.expire(NOW.plusSeconds(60))).isEmpty();
    }
}
