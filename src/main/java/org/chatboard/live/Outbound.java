package org.chatboard.live;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one socket. Sending never blocks: one text is in flight, the rest waits here, bounded. The
 * server's own queue has no bound and one reader who stopped reading could fill the memory of all. What has waited goes
 * out together, as a list of frames in one text: whoever has fallen behind catches up in few steps.
 */
final class Outbound {

    private static final int MAX_FRAMES = 256;

    /** Characters, about the bytes of most text. */
    private static final int MAX_CHARACTERS = 256 * 1_024;

    /** Characters that go out together at most, unless one frame alone is longer. */
    private static final int MAX_TOGETHER = 16 * 1_024;

    private final BiConsumer<String, SendHandler> socket;
    private final boolean takesLists;
    private final Runnable onOverflow;
    private final SendHandler whenSent = this::sent;
    private final Deque<String> waiting = new ArrayDeque<>(2);
    private @Nullable String greeting;

    /** Of what waits and of what is in flight. */
    private int characters;

    private int charactersInFlight;
    private boolean started;
    private boolean inFlight;
    private boolean pumping;
    private boolean closed;

    /**
     * @param socket sends a text without waiting and tells when it is sent
     * @param takesLists whether the client knows several frames in one text
     * @param onOverflow called when the reader is too slow
     */
    Outbound(BiConsumer<String, SendHandler> socket, boolean takesLists, Runnable onOverflow) {
        this.socket = socket;
        this.takesLists = takesLists;
        this.onOverflow = onOverflow;
    }

    /** Lets the frames go, after the greeting if there is one, which goes alone; until now they only wait. */
    void start(@Nullable String firstFrame) {
        synchronized (this) {
            greeting = firstFrame;
            started = true;
        }
        pump();
    }

    /** Sends a frame when its turn comes. */
    void send(String frame) {
        hold(frame);
        pump();
    }

    /** Like {@link #send}, but {@link #flush} lets it go: frames for the same reader then leave together. */
    void hold(String frame) {
        if (isFull(frame)) {
            // Held frames alone are not the reader's fault.
            pump();
        }
        boolean overflows = false;
        synchronized (this) {
            if (closed) {
                return;
            }
            if (isFull(frame)) {
                overflows = true;
                close();
            } else {
                waiting.add(frame);
                characters += frame.length();
            }
        }
        if (overflows) {
            onOverflow.run();
        }
    }

    /** Lets go what was held. */
    void flush() {
        pump();
    }

    /** Forgets what waits; nothing is sent from now on. */
    synchronized void close() {
        closed = true;
        waiting.clear();
    }

    /** One frame alone is always let through, however long: a page of history may be longer than the bound. */
    private synchronized boolean isFull(String frame) {
        return waiting.size() >= MAX_FRAMES || (!waiting.isEmpty() && characters + frame.length() > MAX_CHARACTERS);
    }

    private void pump() {
        for (String text = next(); text != null; text = next()) {
            try {
                socket.accept(text, whenSent);
            } catch (RuntimeException alreadyClosed) {
                close();
            }
            if (waitsForAnswer()) {
                return;
            }
        }
    }

    private synchronized @Nullable String next() {
        if (closed || !started || inFlight || pumping || (greeting == null && waiting.isEmpty())) {
            return null;
        }
        inFlight = true;
        pumping = true;
        if (greeting != null) {
            String alone = greeting;
            greeting = null;
            return alone;
        }
        String first = take();
        return takesLists && fits(first.length()) ? together(first) : first;
    }

    private String together(String first) {
        StringJoiner list = new StringJoiner(",", "[", "]").add(first);
        while (fits(list.length())) {
            list.add(take());
        }
        return list.toString();
    }

    private boolean fits(int length) {
        String next = waiting.peek();
        return next != null && length + next.length() < MAX_TOGETHER;
    }

    private String take() {
        String frame = waiting.remove();
        charactersInFlight += frame.length();
        return frame;
    }

    /** True when the answer to the text in flight will go on with the next; false when it is there already. */
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
            characters -= charactersInFlight;
            charactersInFlight = 0;
            // When this runs inside sendText, the loop in pump goes on: calling it here would pile up the stack.
            goOn = !pumping;
        }
        if (goOn) {
            pump();
        }
    }
}
