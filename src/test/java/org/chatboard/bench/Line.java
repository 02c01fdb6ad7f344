package org.chatboard.bench;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One connection of the load client and how far it has come. Used by one thread only. */
final class Line {

    /** Which one of the fleet, from 0. */
    final int index;

    final SocketChannel channel;

    /** The sign-in of the person at this end. */
    final String cookie;

    /** What could not be written yet. */
    final Deque<ByteBuffer> out = new ArrayDeque<>();

    /** The beginning of a frame whose end has not come yet. */
    @Nullable
    ByteBuffer begun;

    /** When this person first tried to connect. */
    final long startedAt;

    long readyAt;
    long lastSentAt;
    boolean isUpgraded;
    boolean isReady;
    boolean isClosed;

    /** Why it ended: the HTTP status that refused it or the close code of the server. */
    int endedWith;

    Line(int index, SocketChannel channel, String cookie, long startedAt) {
        this.index = index;
        this.channel = channel;
        this.cookie = cookie;
        this.startedAt = startedAt;
        this.lastSentAt = System.nanoTime();
    }
}
