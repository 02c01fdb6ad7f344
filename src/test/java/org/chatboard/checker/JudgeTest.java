package org.chatboard.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.checker.History.Message;
import org.chatboard.checker.Judge.Crime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Histories made by hand: a judge that sees nothing proves nothing. */
class JudgeTest {

    private final UUID first = UUID.randomUUID();
    private final UUID second = UUID.randomUUID();
    private final UUID third = UUID.randomUUID();
    private final Message one = new Message(1, "id-1", first.toString());
    private final Message two = new Message(2, "id-2", second.toString());
    private final Message three = new Message(3, "id-3", third.toString());
    private final History history = new History();

    @BeforeEach
    void threePosts() {
        List.of(first, second, third).forEach(history::invoke);
    }

    private Set<Crime> crimes() {
        return Judge.judge(history).entrySet().stream()
                .filter(crime -> !crime.getValue().isEmpty())
                .map(crime -> crime.getKey())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Crime.class)));
    }

    private void stored(Message... messages) {
        history.store(List.of(messages));
    }

    private void shown(Message... messages) {
        List.of(messages).forEach(message -> history.show("Ben", message));
    }

    private void live(Message... messages) {
        List.of(messages).forEach(message -> history.live("Ben 1", message));
    }

    @Test
    void acquitsAFaultlessHistory() {
        history.ok(first, one);
        history.ok(first, one);
        live(one, three);
        shown(one, two, three);
        stored(one, two, three);
        history.look(new History.Look("Ben", 1, 3));

        assertThat(crimes()).isEmpty();
        assertThat(history.unknown()).isEqualTo(2);
    }

    @Test
    void unknownPostsMayBeStoredOrNot() {
        stored(one);

        assertThat(crimes()).isEmpty();
    }

    @Test
    void seesALostMessage() {
        history.ok(second, two);
        stored(one);

        assertThat(crimes()).containsExactly(Crime.LOST);
    }

    @Test
    void seesAnAcknowledgementOfSomethingElse() {
        history.ok(second, new Message(2, "another id", second.toString()));
        stored(one, two);

        assertThat(crimes()).containsExactly(Crime.LOST);
    }

    @Test
    void seesAPhantom() {
        stored(one, new Message(2, "id-2", "nobody said this"));

        assertThat(crimes()).containsExactly(Crime.PHANTOM);
    }

    @Test
    void seesAMessageStoredTwice() {
        stored(one, new Message(2, "id-2", first.toString()));

        assertThat(crimes()).containsExactly(Crime.DUPLICATE);
    }

    @Test
    void seesAMessageShownTwice() {
        stored(one, two);
        shown(one, two, two);

        assertThat(crimes()).containsExactly(Crime.DUPLICATE);
    }

    @Test
    void seesAFrameSentTwice() {
        stored(one, two);
        live(one, one, two);

        assertThat(crimes()).containsExactly(Crime.DUPLICATE);
    }

    @Test
    void seesTwoAnswersToOnePost() {
        history.ok(first, one);
        history.ok(first, new Message(2, "id-2", first.toString()));
        stored(one, two);

        assertThat(crimes()).contains(Crime.DUPLICATE);
    }

    @Test
    void seesAnotherOrderLive() {
        stored(one, two, three);
        live(one, three, two);

        assertThat(crimes()).containsExactly(Crime.REORDERED);
    }

    @Test
    void seesAnotherOrderShown() {
        stored(one, two, three);
        shown(two, one, three);

        assertThat(crimes()).containsExactly(Crime.REORDERED);
    }

    @Test
    void seesAHoleInWhatIsStored() {
        stored(one, three);

        assertThat(crimes()).containsExactly(Crime.GAP);
    }

    @Test
    void seesAReaderWhoMissedSomething() {
        stored(one, two, three);
        shown(one, three);

        assertThat(crimes()).containsExactly(Crime.GAP);
    }

    @Test
    void seesAReaderWhoWasToldSomethingElse() {
        stored(one, two);
        shown(one, new Message(2, "id-2", third.toString()));

        assertThat(crimes()).containsExactly(Crime.DIVERGENCE);
    }

    @Test
    void seesLiveDifferFromHistory() {
        stored(one, two);
        live(new Message(1, "id-x", first.toString()), two);

        assertThat(crimes()).containsExactly(Crime.DIVERGENCE);
    }

    @Test
    void seesAStaleRead() {
        stored(one, two);
        history.look(new History.Look("Ben", 2, 1));

        assertThat(crimes()).containsExactly(Crime.STALE);
    }
}
