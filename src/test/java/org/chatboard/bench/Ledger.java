package org.chatboard.bench;

import java.util.Arrays;
import java.util.BitSet;

/** Judges one step: each message must reach its sender and its reader exactly once, in the order of the room. */
final class Ledger {

    private static final long NOTHING_YET = -1;

    private final long first;
    private final BitSet acknowledged = new BitSet();
    private final BitSet delivered = new BitSet();
    private final long[] lastSeq;
    private int sent;
    private int acknowledgements;
    private int deliveries;
    private int doubled;
    private int disordered;
    private int refused;

    /**
     * @param first the number of the first message of this step; what is older belongs to an earlier one
     * @param lines how many connections there are, each with one room
     */
    Ledger(long first, int lines) {
        this.first = first;
        this.lastSeq = new long[lines];
        Arrays.fill(lastSeq, NOTHING_YET);
    }

    /** The next message was sent. */
    void sent() {
        sent++;
    }

    /** The server refused a message. */
    void refused() {
        refused++;
    }

    /** The sender saw its own message; true when it is one of this step, for the first time. */
    boolean acknowledged(long number, int line, long seq) {
        boolean isNew = arrived(acknowledged, number, line, seq);
        acknowledgements += isNew ? 1 : 0;
        return isNew;
    }

    /** The reader saw the message; true when it is one of this step, for the first time. */
    boolean delivered(long number, int line, long seq) {
        boolean isNew = arrived(delivered, number, line, seq);
        deliveries += isNew ? 1 : 0;
        return isNew;
    }

    private boolean arrived(BitSet seen, long number, int line, long seq) {
        if (number < first) {
            return false;
        }
        int index = (int) (number - first);
        if (seen.get(index)) {
            doubled++;
            return false;
        }
        seen.set(index);
        if (seq >= 0) {
            if (lastSeq[line] != NOTHING_YET && seq != lastSeq[line] + 1) {
                disordered++;
            }
            lastSeq[line] = seq;
        }
        return true;
    }

    /** Whether everything has arrived at both ends, or was refused. */
    boolean isComplete() {
        return acknowledgements + refused >= sent && deliveries + refused >= sent;
    }

    /** Messages on their way to the reader. */
    int waiting() {
        return sent - refused - deliveries;
    }

    /** Messages that were neither refused nor reached both ends. */
    int lost() {
        return Math.max(0, sent - refused - Math.min(acknowledgements, deliveries));
    }

    int sentSoFar() {
        return sent;
    }

    int deliveries() {
        return deliveries;
    }

    int doubled() {
        return doubled;
    }

    int disordered() {
        return disordered;
    }

    int refusals() {
        return refused;
    }
}
