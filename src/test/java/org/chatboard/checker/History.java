package org.chatboard.checker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What happened in one room, as everybody in it saw it. Every message says its own client id as its text, so that readers
 * know which one they see. An invoked post that was neither acknowledged nor refused is unknown: it may be stored or not.
 */
final class History {

    /**
     * A message as somebody saw it.
     *
     * @param seq its number in the room
     * @param id the server's id
     * @param text what it says
     */
    record Message(long seq, String id, String text) {}

    /**
     * An acknowledgement.
     *
     * @param clientId which post
     * @param message what the server says it stored
     */
    record Ack(UUID clientId, Message message) {}

    /**
     * A look into the history over REST.
     *
     * @param reader who looked
     * @param atLeast the highest number that was acknowledged before the question was sent
     * @param lastSeq the highest number in the answer
     */
    record Look(String reader, long atLeast, long lastSeq) {}

    /** With how many were invoked before. */
    private final Map<UUID, Integer> invoked = new LinkedHashMap<>();

    private final List<Ack> acks = new ArrayList<>();
    private final Map<String, List<Message>> live = new LinkedHashMap<>();
    private final Map<String, List<Message>> shown = new LinkedHashMap<>();
    private final List<Look> looks = new ArrayList<>();
    private final List<Message> stored = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int refused;
    private int overRest;
    private int acknowledgedOf;
    private long lastAcknowledged;
    private long slowestRefusal;

    /** A client is about to post. */
    synchronized void invoke(UUID clientId) {
        invoked.putIfAbsent(clientId, invoked.size());
    }

    /** The server acknowledged a post. */
    synchronized void ok(UUID clientId, Message message) {
        acks.add(new Ack(clientId, message));
        lastAcknowledged = Math.max(lastAcknowledged, message.seq());
        acknowledgedOf = Math.max(acknowledgedOf, 1 + invoked.getOrDefault(clientId, -1));
    }

    /** An acknowledgement came over REST. */
    synchronized void overRest() {
        overRest++;
    }

    synchronized int acknowledgedOverRest() {
        return overRest;
    }

    /** The server refused a post with this code after so many milliseconds; the client will send it again. */
    synchronized void fail(String code, long afterMillis) {
        refusals.merge(code, 1, Integer::sum);
        refused++;
        slowestRefusal = Math.max(slowestRefusal, afterMillis);
    }

    /** A frame arrived by itself on a connection; {@code connection} is a new name after each reconnect. */
    synchronized void live(String connection, Message message) {
        live.computeIfAbsent(connection, name -> new ArrayList<>()).add(message);
    }

    /** A reader's conversation grew by this message, live or by catching up. */
    synchronized void show(String reader, Message message) {
        shown.computeIfAbsent(reader, name -> new ArrayList<>()).add(message);
    }

    /** Somebody read the newest page. */
    synchronized void look(Look look) {
        looks.add(look);
    }

    /** The room's whole history as it is stored in the end. */
    synchronized void store(List<Message> messages) {
        stored.addAll(messages);
    }

    /** The highest number acknowledged so far, 0 for none. */
    synchronized long lastAcknowledged() {
        return lastAcknowledged;
    }

    /** Whether something is acknowledged that was posted behind the first so many posts. */
    synchronized boolean isAcknowledgedAfter(int posts) {
        return acknowledgedOf > posts;
    }

    synchronized int posts() {
        return invoked.size();
    }

    synchronized Set<UUID> invoked() {
        return Set.copyOf(invoked.keySet());
    }

    synchronized List<Ack> acks() {
        return List.copyOf(acks);
    }

    synchronized Map<String, List<Message>> live() {
        return Map.copyOf(live);
    }

    synchronized Map<String, List<Message>> shown() {
        return Map.copyOf(shown);
    }

    synchronized List<Look> looks() {
        return List.copyOf(looks);
    }

    synchronized List<Message> stored() {
        return List.copyOf(stored);
    }

    synchronized int refused() {
        return refused;
    }

    /** How often the server refused with which code. */
    synchronized Map<String, Integer> refusals() {
        return Map.copyOf(refusals);
    }

    /** Longest time between a post and its refusal since this was asked last, in milliseconds. */
    synchronized long takeSlowestRefusal() {
        long slowest = slowestRefusal;
        slowestRefusal = 0;
        return slowest;
    }

    /** Posts of which nobody ever said whether they are stored. */
    synchronized long unknown() {
        Set<UUID> open = new LinkedHashSet<>(invoked.keySet());
        acks.forEach(ack -> open.remove(ack.clientId()));
        return open.size();
    }
}
