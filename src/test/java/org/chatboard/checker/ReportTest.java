package org.chatboard.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.chatboard.checker.Judge.Crime;
import org.junit.jupiter.api.Test;

/** A report that complains of nothing proves nothing. */
class ReportTest {

    private final Report report = new Report("none", 1, 3);

    @Test
    void isContentWithWhatIsPromised() {
        report.within("page", 1_000, 1_000);
        report.atMost("left", 0, 0);
        report.atLeast("cut", 100, 100);
        report.add(Map.of(Crime.LOST, List.of()));

        assertThat(report.complaints()).isEmpty();
    }

    @Test
    void bearsWithABusyMachineAndStillTellsTheFigure() {
        report.within("page", 2_999, 1_000);

        assertThat(report.complaints()).isEmpty();
        assertThat(report.json()).contains("2999", "1000");
    }

    @Test
    void complainsOfTheWorstOfMany() {
        report.within("page", 3_001, 1_000);
        report.within("page", 5, 1_000);
        report.atMost("left", 1, 0);
        report.atMost("left", 0, 0);
        report.atLeast("cut", 99, 100);
        report.atLeast("cut", 100, 100);

        assertThat(report.complaints())
                .containsExactly("page, ms: 3001, promised ≤ 1000", "left: 1, promised ≤ 0", "cut: 99, promised ≥ 100");
    }

    @Test
    void complainsOfEachCrime() {
        report.add(Map.of(Crime.LOST, List.of("one")));
        report.add(Map.of(Crime.LOST, List.of("another")));

        assertThat(report.complaints()).containsExactly("LOST one", "LOST another");
        assertThat(report.json()).contains("\"lost\":2");
    }
}
