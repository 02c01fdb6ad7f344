package org.chatboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.chatboard.testing.contract.Witness;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind all others, when all of them ran: what the documents promise was seen by some test, with either database. */
@DisabledIfSystemProperty(named = "it.test", matches = ".+", disabledReason = "only some of the tests run")
class CoverageIT {

    /** The token makes one administrator, and FirstAdminIT uses it on the page. */
    private static final Set<String> ELSEWHERE = Set.of("POST /setup 201");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgres"})
    void everyCallAndEveryFrameOfTheContractWasSeen(String database) throws IOException {
        int forks = Integer.getInteger("chatboard.forks", 1);
        SortedSet<String> unseen = Witness.unseen(IntStream.rangeClosed(1, forks)
                .mapToObj(fork -> Witness.file(database, fork))
                .toList());
        unseen.removeAll(ELSEWHERE);
        assertThat(unseen).isEmpty();
    }
}
