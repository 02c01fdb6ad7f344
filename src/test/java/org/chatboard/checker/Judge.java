package org.chatboard.checker;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.chatboard.checker.History.Message;

/** Finds broken promises in a history. Pure: what it sees depends on nothing but the history. */
final class Judge {

    /** A promise that was broken. */
    enum Crime {
        /** Acknowledged, and not stored as acknowledged. */
        LOST,
        /** Stored or shown, and posted by nobody. */
        PHANTOM,
        /** Stored, shown or sent live twice, or acknowledged with two different results. */
        DUPLICATE,
        /** Came with a smaller number than what came before. */
        REORDERED,
        /** Numbers are missing in what is stored, or a reader never saw what is stored. */
        GAP,
        /** A reader saw another message at a number than is stored there. */
        DIVERGENCE,
        /** A look into the history did not show what was acknowledged before. */
        STALE
    }

    private final Map<Crime, List<String>> found = new EnumMap<>(Crime.class);
    private final History history;
    private final Set<Message> allStored;
    private final Set<String> allInvoked;

    private Judge(History history) {
        this.history = history;
        this.allStored = Set.copyOf(new HashSet<>(history.stored()));
        this.allInvoked = history.invoked().stream().map(UUID::toString).collect(Collectors.toSet());
        for (Crime crime : Crime.values()) {
            found.put(crime, new ArrayList<>());
        }
    }

    /** Everything wrong with a history whose readers had the time to catch up; an empty list for each promise kept. */
    static Map<Crime, List<String>> judge(History history) {
        Judge judge = new Judge(history);
        judge.stored();
        judge.acknowledged();
        judge.live();
        judge.shown();
        judge.looks();
        return judge.found;
    }

    /** The name of a crime for people. */
    static String title(Crime crime) {
        return crime.name().toLowerCase(Locale.ROOT);
    }

    private void report(Crime crime, String what) {
        found.getOrDefault(crime, new ArrayList<>()).add(what);
    }

    private void stored() {
        Set<String> texts = new HashSet<>();
        long expected = 1;
        for (Message message : history.stored()) {
            if (!texts.add(message.text())) {
                report(Crime.DUPLICATE, "stored twice: " + message);
            }
            if (message.seq() != expected) {
                report(Crime.GAP, "stored, expected number " + expected + ": " + message);
            }
            expected = message.seq() + 1;
            knownToSomebody("stored", message);
        }
    }

    private void acknowledged() {
        Map<String, Message> stored =
                history.stored().stream().collect(Collectors.toMap(Message::text, m -> m, (first, second) -> first));
        Map<UUID, Message> answers = new HashMap<>();
        for (History.Ack ack : history.acks()) {
            Message before = answers.putIfAbsent(ack.clientId(), ack.message());
            if (before != null && !before.equals(ack.message())) {
                report(Crime.DUPLICATE, "two answers: " + before + " and " + ack.message());
            }
            if (!ack.message().equals(stored.get(ack.clientId().toString()))) {
                report(Crime.LOST, "acknowledged: " + ack);
            }
        }
    }

    private void live() {
        history.live().forEach((connection, messages) -> {
            long before = 0;
            for (Message message : messages) {
                if (message.seq() == before) {
                    report(Crime.DUPLICATE, connection + " was sent twice: " + message);
                } else if (message.seq() < before) {
                    report(Crime.REORDERED, connection + " was sent after " + before + ": " + message);
                }
                before = message.seq();
                asStored(connection, message);
            }
        });
    }

    private void shown() {
        Set<Long> all = history.stored().stream().map(Message::seq).collect(Collectors.toSet());
        history.shown().forEach((reader, messages) -> {
            Set<Long> seen = new HashSet<>();
            Set<String> texts = new HashSet<>();
            long before = 0;
            for (Message message : messages) {
                if (!seen.add(message.seq()) || !texts.add(message.text())) {
                    report(Crime.DUPLICATE, reader + " was shown twice: " + message);
                } else if (message.seq() < before) {
                    report(Crime.REORDERED, reader + " was shown after " + before + ": " + message);
                }
                before = Math.max(before, message.seq());
                asStored(reader, message);
            }
            Set<Long> missing = new HashSet<>(all);
            missing.removeAll(seen);
            missing.forEach(seq -> report(Crime.GAP, reader + " never saw " + seq));
        });
    }

    private void looks() {
        history.looks().stream()
                .filter(look -> look.lastSeq() < look.atLeast())
                .forEach(look -> report(Crime.STALE, look.toString()));
    }

    private void asStored(String who, Message message) {
        knownToSomebody(who, message);
        if (!allStored.contains(message)) {
            report(Crime.DIVERGENCE, who + " saw what is not stored so: " + message);
        }
    }

    private void knownToSomebody(String who, Message message) {
        if (!allInvoked.contains(message.text())) {
            report(Crime.PHANTOM, who + ": " + message);
        }
    }
}
