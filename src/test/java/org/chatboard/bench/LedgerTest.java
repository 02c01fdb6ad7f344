package org.chatboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The judge must find what it is there for. */
class LedgerTest {

    private final Ledger ledger = new Ledger(100, 2, 2);

    @Test
    void whatReachedBothEndsOnceAndInOrderIsClean() {
        post(100, 1);
        post(101, 2);
        assertThat(ledger.isComplete()).isTrue();
        assertThat(ledger.lost() + ledger.doubled() + ledger.disordered()).isZero();
        assertThat(ledger.deliveries()).isEqualTo(2);
    }

    @Test
    void oneEndIsNotEnough() {
        ledger.sent();
        ledger.acknowledged(100, 0, 1);
        assertThat(ledger.isComplete()).isFalse();
        assertThat(ledger.waiting()).isEqualTo(1);
        assertThat(ledger.lost()).isEqualTo(1);
    }

    @Test
    void aSecondTimeIsADouble() {
        post(100, 1);
        assertThat(ledger.delivered(100, 1, 1)).isFalse();
        assertThat(ledger.doubled()).isEqualTo(1);
    }

    @Test
    void aHoleAndAStepBackAreDisorder() {
        ledger.delivered(100, 1, 1);
        ledger.delivered(102, 1, 3);
        ledger.delivered(101, 1, 2);
        assertThat(ledger.disordered()).isEqualTo(2);
    }

    @Test
    void refusedIsNotLostAndStragglersBelongToAnEarlierStep() {
        ledger.sent();
        ledger.refused();
        assertThat(ledger.delivered(99, 1, 7)).isFalse();
        assertThat(ledger.isComplete()).isTrue();
        assertThat(ledger.lost()).isZero();
        assertThat(ledger.refusals()).isEqualTo(1);
    }

    @Test
    void inARoomOfThreeTwoMustReadIt() {
        Ledger three = new Ledger(100, 6, 3);
        three.sent();
        three.acknowledged(100, 3, 1);
        three.delivered(100, 4, 1);
        assertThat(three.isComplete()).isFalse();
        assertThat(three.lost()).isEqualTo(1);
        three.delivered(100, 5, 1);
        assertThat(three.isComplete()).isTrue();
        assertThat(three.lost()).isZero();
        assertThat(three.deliveries()).isEqualTo(2);
        assertThat(three.delivered(100, 4, 1)).isFalse();
        assertThat(three.doubled()).isEqualTo(1);
    }

    @Test
    void anEchoIsItsOwnDelivery() {
        Ledger echo = new Ledger(1, 4, 1);
        echo.sent();
        assertThat(echo.isComplete()).isFalse();
        assertThat(echo.acknowledged(1, 2, -1)).isTrue();
        assertThat(echo.isComplete()).isTrue();
        assertThat(echo.deliveries()).isEqualTo(1);
    }

    @Test
    void anArrivalIsReadFromItsFrame() {
        byte[] frame = ("{\"type\":\"message.posted\",\"message\":{\"seq\":42,\"text\":\"" + Arrival.text(1_234, 100)
                        + "\"}}")
                .getBytes(StandardCharsets.US_ASCII);
        assertThat(Arrival.number(frame, 0, frame.length)).isEqualTo(1_234);
        assertThat(Arrival.seq(frame, 0, frame.length)).isEqualTo(42);
        assertThat(Arrival.isError(frame, 0, frame.length)).isFalse();
        assertThat(Arrival.text(1_234, 100)).hasSize(100);
        byte[] other = "{\"type\":\"presence.changed\"}".getBytes(StandardCharsets.US_ASCII);
        assertThat(Arrival.number(other, 0, other.length)).isEqualTo(-1);
    }

    @Test
    void aListIsTakenFrameByFrame() {
        byte[] list = "[{\"type\":\"a\",\"n\":1},{\"type\":\"b\",\"m\":{\"x\":2}}]".getBytes(StandardCharsets.US_ASCII);
        assertThat(Arrival.end(list, 1, list.length)).isEqualTo(19);
        assertThat(Arrival.end(list, 20, list.length)).isEqualTo(list.length);
    }

    private void post(long number, long seq) {
        ledger.sent();
        ledger.acknowledged(number, 0, seq);
        ledger.delivered(number, 1, seq);
    }
}
