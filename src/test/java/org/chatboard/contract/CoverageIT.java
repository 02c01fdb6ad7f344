package org.chatboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.SortedSet;
import org.chatboard.testing.contract.Witness;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Behind all others, when all of them ran: what the documents promise was seen by some test. */
@Order(Integer.MAX_VALUE)
@DisabledIfSystemProperty(named = "it.test", matches = ".+", disabledReason = "only some of the tests run")
class CoverageIT {

    /** The token makes one administrator, and SetupIT uses it on the page. */
    private static final Set<String> ELSEWHERE = Set.of("POST /setup 201");

    @Test
    void everyCallAndEveryFrameOfTheContractWasSeen() {
        SortedSet<String> unseen = Witness.unseen();
        unseen.removeAll(ELSEWHERE);
        assertThat(unseen).isEmpty();
    }
}
