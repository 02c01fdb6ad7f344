package org.chatboard.live;

import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one socket. Sending never blocks: one frame is in flight, the rest waits here, bounded. The
 * server's own queue has no bound and one reader who stopped reading could fill the memory of all.
 */
final class Outbound {

    private static final int MAX_FRAMES = 1_024;

    /** Characters, about the bytes of most text. */
    private static final int MAX_CHARACTERS = 512 * 1_024;

    private final Session session;
    private final Runnable onOverflow;
    private final Deque<String> waiting = new ArrayDeque<>();
    private int characters;
    private boolean inFlight;
    private boolean pumping;
    private boolean closed;

    /** @param onOverflow called once, when the reader is too slow */
    Outbound(Session session, Runnable onOverflow) {
        this.session = session;
        this.onOverflow = onOverflow;
    }

    /** Sends a frame when its turn comes. */
    void send(String frame) {
        synchronized (this) {
            if (closed) {
                return;
            }
            // One frame alone is always let through, however long: a page of history may be longer than the bound.
            if (waiting.size() >= MAX_FRAMES || (!waiting.isEmpty() && characters + frame.length() > MAX_CHARACTERS)) {
                close();
            } else {
                waiting.add(frame);
                characters += frame.length();
            }
        }
        if (isClosed()) {
            onOverflow.run();
        } else {
            pump();
        }
    }

    /** Forgets what waits; nothing is sent from now on. */
    synchronized void close() {
        closed = true;
        waiting.clear();
        characters = 0;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private void pump() {
        for (String frame = next(); frame != null; frame = next()) {
            try {
                session.getAsyncRemote().sendText(frame, this::sent);
            } catch (RuntimeException alreadyClosed) {
                close();
            }
            if (waitsForAnswer()) {
                return;
            }
        }
    }

    private synchronized @Nullable String next() {
        if (closed || inFlight || pumping) {
            return null;
        }
        String frame = waiting.poll();
        if (frame != null) {
            characters -= frame.length();
            inFlight = true;
            pumping = true;
        }
        return frame;
    }

    /** True when the answer to the frame in flight will go on with the next; false when it is there already. */
    private synchronized boolean waitsForAnswer() {
        pumping = false;
        return inFlight;
    }

    private void sent(SendResult result) {
        if (!result.isOK()) {
            close();
        }
        boolean goOn;
        synchronized (this) {
            inFlight = false;
            // When this runs inside sendText, the loop in pump goes on: calling it here would pile up the stack.
            goOn = !pumping;
        }
        if (goOn) {
            pump();
        }
    }
}
