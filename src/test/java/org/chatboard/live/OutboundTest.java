package org.chatboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutboundTest {

    private final List<String> texts = new ArrayList<>();
    private final List<SendHandler> unread = new ArrayList<>();
    private final AtomicInteger overflows = new AtomicInteger();
    private boolean reads = true;

    private Outbound started(boolean takesLists) {
        Outbound outbound = waiting(takesLists);
        outbound.start(null);
        return outbound;
    }

    private Outbound waiting(boolean takesLists) {
        return new Outbound(
                (text, whenSent) -> {
                    texts.add(text);
                    if (reads) {
                        whenSent.onResult(new SendResult());
                    } else {
                        unread.add(whenSent);
                    }
                },
                takesLists,
                overflows::incrementAndGet);
    }

    private void readAgain() {
        reads = true;
        List<SendHandler> behind = List.copyOf(unread);
        unread.clear();
        behind.forEach(sent -> sent.onResult(new SendResult()));
    }

    @Test
    void whoeverReadsGetsEachFrameAtOnce() {
        Outbound outbound = started(true);
        IntStream.range(0, 1_000).forEach(n -> outbound.send("{" + n + "}"));
        assertThat(texts).hasSize(1_000).startsWith("{0}", "{1}").endsWith("{999}");
        assertThat(overflows).hasValue(0);
    }

    @Test
    void whatHasWaitedGoesOutTogetherAndInOrder() {
        Outbound outbound = started(true);
        reads = false;
        outbound.send("{1}");
        outbound.send("{2}");
        outbound.send("{3}");
        assertThat(texts).containsExactly("{1}");
        readAgain();
        assertThat(texts).containsExactly("{1}", "[{2},{3}]");
    }

    @Test
    void whatIsHeldGoesOutTogether() {
        Outbound outbound = started(true);
        outbound.hold("{1}");
        outbound.hold("{2}");
        assertThat(texts).isEmpty();
        outbound.flush();
        outbound.send("{3}");
        assertThat(texts).containsExactly("[{1},{2}]", "{3}");
    }

    @Test
    void aClientThatKnowsNoListsGetsFrameByFrame() {
        Outbound outbound = started(false);
        outbound.hold("{1}");
        outbound.hold("{2}");
        outbound.flush();
        assertThat(texts).containsExactly("{1}", "{2}");
    }

    @Test
    void longFramesStayAlone() {
        Outbound outbound = started(true);
        String lengthy = "x".repeat(20_000);
        outbound.hold("{1}");
        outbound.hold(lengthy);
        outbound.hold("{2}");
        outbound.flush();
        assertThat(texts).containsExactly("{1}", lengthy, "{2}");
    }

    @Test
    void theGreetingIsFirstAndAlone() {
        Outbound outbound = waiting(true);
        outbound.send("{1}");
        outbound.send("{2}");
        assertThat(texts).isEmpty();
        outbound.start("{hello}");
        assertThat(texts).containsExactly("{hello}", "[{1},{2}]");
    }

    @Test
    void whoeverDoesNotReadIsClosedOnceBehind256Frames() {
        Outbound outbound = started(true);
        reads = false;
        IntStream.range(0, 257).forEach(n -> outbound.send("{" + n + "}"));
        assertThat(overflows).hasValue(0);
        outbound.send("{one more}");
        assertThat(overflows).hasValue(1);
        outbound.send("{and another}");
        assertThat(overflows).hasValue(1);
        readAgain();
        assertThat(texts).containsExactly("{0}");
    }

    @Test
    void whoeverDoesNotReadIsClosedBehind256KCharacters() {
        Outbound outbound = started(true);
        reads = false;
        outbound.send("{1}");
        outbound.send("x".repeat(200_000));
        outbound.send("x".repeat(60_000));
        assertThat(overflows).hasValue(0);
        outbound.send("x".repeat(60_000));
        assertThat(overflows).hasValue(1);
    }

    @Test
    void oneFrameIsLetThroughHoweverLong() {
        Outbound outbound = started(true);
        reads = false;
        outbound.send("{1}");
        outbound.send("x".repeat(1_000_000));
        assertThat(overflows).hasValue(0);
        readAgain();
        assertThat(texts).hasSize(2);
    }

    @Test
    void holdingManyForAReaderWhoReadsIsNoOverflow() {
        Outbound outbound = started(true);
        IntStream.range(0, 2_000).forEach(n -> outbound.hold("{" + n + "}"));
        outbound.flush();
        assertThat(overflows).hasValue(0);
        assertThat(String.join("", texts)).contains("{0}", "{1999}");
    }
}
