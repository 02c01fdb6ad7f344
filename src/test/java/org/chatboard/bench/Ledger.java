package org.chatboard.bench;

import java.util.Arrays;
import java.util.BitSet;

/** Judges one step: each message must reach everybody in its room exactly once, in the order of the room. */
final class Ledger {

    private static final long NOTHING_YET = -1;

    private final long first;
    private final int roomSize;
    private final BitSet seen = new BitSet();
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
     * @param roomSize how many of them share a room; 1 when the server only sends back what it got
     */
    Ledger(long first, int lines, int roomSize) {
        this.first = first;
        this.roomSize = roomSize;
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
        boolean isNew = arrived(number, line, seq);
        acknowledgements += isNew ? 1 : 0;
        deliveries += isNew && roomSize == 1 ? 1 : 0;
        return isNew;
    }

    /** A reader saw the message; true when it is one of this step, for the first time there. */
    boolean delivered(long number, int line, long seq) {
        boolean isNew = arrived(number, line, seq);
        deliveries += isNew ? 1 : 0;
        return isNew;
    }

    private boolean arrived(long number, int line, long seq) {
        if (number < first) {
            return false;
        }
        int index = (int) (number - first) * roomSize + line % roomSize;
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

    private int readers() {
        return Math.max(1, roomSize - 1);
    }

    private int expected() {
        return (sent - refused) * readers();
    }

    /** Whether everything has arrived everywhere, or was refused. */
    boolean isComplete() {
        return acknowledgements + refused >= sent && deliveries >= expected();
    }

    /** Messages on their way to a reader. */
    int waiting() {
        return (expected() - deliveries) / readers();
    }

    /** Arrivals that are missing, of messages that were not refused. */
    int lost() {
        return Math.max(0, sent - refused - acknowledgements) + Math.max(0, expected() - deliveries);
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
