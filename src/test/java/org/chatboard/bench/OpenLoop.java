package org.chatboard.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends at a fixed rate whatever the server does, as many independent people would, and measures from the moment each
 * message was meant to be sent: a client that waits for a slow server and measures from the moment it could send leaves
 * out the very messages that had to wait ("coordinated omission").
 */
final class OpenLoop {

    /** Bytes of a message's text. */
    static final int TEXT_BYTES = 100;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final long DRAIN_NANOS = 6 * SECOND;

    /** How far behind a server may be, in seconds of the rate, before there is no point in going on. */
    private static final double HOPELESS_SECONDS = 1.5;

    /**
     * Between looks for what has arrived. A virtual machine is charged for a core that wakes every 0.2 ms as for a busy one,
     * and one that is charged for more than it may use is halted as a whole, the server on the other core with it.
     */
    private static final long LONGEST_REST_NANOS = 500_000;

    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Fleet fleet;
    private final List<String> rooms;
    private final int roomSize;
    private final long run = UUID.randomUUID().getMostSignificantBits();
    private Ledger ledger;
    private Histogram latencies = new Histogram(LONGEST_MICROS, 3);
    private long start;
    private double interval;
    private long first;
    private long warm;
    private int stalls;
    private long stalledNanos;

    /**
     * @param fleet the first {@code roomSize} connections share the first room, and so on
     * @param rooms the id of each room
     * @param roomSize how many people a room has; 1 when the server only sends back to the sender what it got
     */
    OpenLoop(Fleet fleet, List<String> rooms, int roomSize) {
        this.fleet = fleet;
        this.rooms = rooms;
        this.roomSize = roomSize;
        this.ledger = new Ledger(fleet.nextNumber(), fleet.lines().size(), roomSize);
        fleet.listen(this::arrivedTogether);
    }

    /**
     * What one step showed.
     *
     * @param rate what was asked for, messages per second
     * @param achieved messages per second that reached all their readers, from the first message meant to be sent to the
     *     last delivery
     * @param readers how many deliveries a message is
     * @param ledger the judgement
     * @param latencies from the intended sending to the arrival at the reader, in microseconds, warm-up left out
     * @param stalls how often this client, alone on its core, woke more than 2 ms late: then the machine as a whole, or
     *     the client's collector, stood still
     * @param stalledMillis how late it woke in all
     */
    record Step(
            double rate,
            double achieved,
            int readers,
            Ledger ledger,
            Histogram latencies,
            int stalls,
            long stalledMillis) {

        /** The latency that so many percent do not exceed, in milliseconds. */
        double millis(double percent) {
            return latencies.getValueAtPercentile(percent) / 1e3;
        }

        /** Whether nothing was lost, doubled, out of order or refused. */
        boolean isClean() {
            return ledger.lost() == 0 && ledger.doubled() == 0 && ledger.disordered() == 0 && ledger.refusals() == 0;
        }

        /** Whether the server carries this rate: clean, and 99 of 100 within 200 ms. */
        boolean isCarried() {
            return isThrough() && millis(99) < 200;
        }

        /** Whether everything came through at this rate, however late. */
        boolean isThrough() {
            return isClean() && ledger.sentSoFar() > 0 && achieved > 0.9 * rate;
        }

        @Override
        public String toString() {
            return String.format(
                    java.util.Locale.ROOT,
                    "%.0f/s asked, %.0f/s delivered, p50 %.1f p95 %.1f p99 %.1f p99.9 %.1f ms, lost %d, doubled %d,"
                            + " out of order %d, refused %d, %d stalls of %d ms",
                    rate,
                    achieved,
                    millis(50),
                    millis(95),
                    millis(99),
                    millis(99.9),
                    ledger.lost(),
                    ledger.doubled(),
                    ledger.disordered(),
                    ledger.refusals(),
                    stalls,
                    stalledMillis);
        }
    }

    /**
     * One step at one rate.
     *
     * @param rate messages per second
     * @param seconds how long to send
     * @param warmSeconds how much of it from the beginning is not measured, but judged
     */
    Step run(double rate, double seconds, double warmSeconds) {
        first = fleet.nextNumber();
        warm = first + (long) (rate * warmSeconds);
        ledger = new Ledger(first, fleet.lines().size(), roomSize);
        latencies = new Histogram(LONGEST_MICROS, 3);
        interval = SECOND / rate;
        stalls = 0;
        stalledNanos = 0;
        start = System.nanoTime();
        long end = first + (long) (rate * seconds);
        while (fleet.nextNumber() < end && ledger.waiting() < 500 + rate * HOPELESS_SECONDS) {
            long wait = intended(fleet.nextNumber()) - System.nanoTime();
            if (wait <= 0) {
                send(fleet.takeNumber());
                // Reading between the writes keeps the clock of the arrivals honest when the client is behind.
                if ((fleet.nextNumber() & 15) == 0) {
                    fleet.poll(0);
                }
            } else if (wait > 2_000_000) {
                fleet.poll(1);
            } else if (!fleet.poll(0)) {
                rest(Math.min(wait, LONGEST_REST_NANOS));
            }
        }
        long asked = System.nanoTime();
        while (!ledger.isComplete() && System.nanoTime() - asked < DRAIN_NANOS) {
            fleet.poll(1);
        }
        double took = (System.nanoTime() - start) / 1e9;
        int readers = Math.max(1, roomSize - 1);
        return new Step(
                rate,
                ledger.deliveries() / took / readers,
                readers,
                ledger,
                latencies,
                stalls,
                TimeUnit.NANOSECONDS.toMillis(stalledNanos));
    }

    private void rest(long nanos) {
        long before = System.nanoTime();
        LockSupport.parkNanos(nanos);
        long over = System.nanoTime() - before - nanos;
        if (over > STALL_NANOS) {
            stalls++;
            stalledNanos += over;
        }
    }

    private long intended(long number) {
        return start + (long) ((number - first) * interval);
    }

    /** Every room in turn, and within a room everybody in turn. */
    private int sender(long number) {
        int room = (int) (number % rooms.size());
        int member = (int) (number / rooms.size() % roomSize);
        return room * roomSize + member;
    }

    private void send(long number) {
        Line line = fleet.lines().get(sender(number));
        String frame = "{\"type\":\"message.post\",\"clientId\":\"" + new UUID(run, 0x8000000000000000L | number)
                + "\",\"roomId\":\"" + rooms.get(line.index / roomSize) + "\",\"text\":\""
                + Arrival.text(number, TEXT_BYTES)
                + "\"}";
        ledger.sent();
        fleet.send(line, frame.getBytes(StandardCharsets.US_ASCII));
    }

    private void arrivedTogether(Line line, byte[] data, int offset, int length, long now) {
        int limit = offset + length;
        int start = data[offset] == '[' ? offset + 1 : offset;
        while (start < limit) {
            int end = data[offset] == '[' ? Arrival.end(data, start, limit) : limit;
            arrived(line, data, start, end - start, now);
            start = end + 1;
        }
    }

    private void arrived(Line line, byte[] data, int offset, int length, long now) {
        if (Arrival.isError(data, offset, length)) {
            ledger.refused();
            return;
        }
        long number = Arrival.number(data, offset, length);
        if (number < first) {
            return;
        }
        long seq = Arrival.seq(data, offset, length);
        boolean isSender = sender(number) == line.index;
        boolean isNew =
                isSender ? ledger.acknowledged(number, line.index, seq) : ledger.delivered(number, line.index, seq);
        boolean isDelivery = isNew && (roomSize == 1 || !isSender);
        if (isDelivery && number >= warm) {
            latencies.recordValue(Math.max(1, Math.min(LONGEST_MICROS, (now - intended(number)) / 1_000)));
        }
    }
}
