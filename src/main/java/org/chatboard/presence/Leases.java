package org.chatboard.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who holds a lease on being online, and until when. Nobody is online without a lease that runs, so that no crash of
 * anything leaves somebody online for longer than a lease lasts. A connection that closes shortens its lease instead of
 * ending it: whoever reloads a page does not flicker.
 */
final class Leases {

    /** How long somebody whose last connection closed still counts as here. */
    static final Duration LINGER = Duration.ofSeconds(3);

    /** Devices of a person. */
    private static final int FEW = 2;

    private final Map<UUID, Map<UUID, Instant>> expiryByConnectionByUser = new HashMap<>();

    /** A connection was heard of; true when this makes the person come online. */
    synchronized boolean renew(UUID userId, UUID connectionId, Instant until) {
        Map<UUID, Instant> leases = expiryByConnectionByUser.get(userId);
        boolean comes = leases == null;
        if (leases == null) {
            leases = new HashMap<>(FEW);
            expiryByConnectionByUser.put(userId, leases);
        }
        leases.put(connectionId, until);
        return comes;
    }

    /** A connection closed. */
    synchronized void release(UUID userId, UUID connectionId, Instant now) {
        Map<UUID, Instant> leases = expiryByConnectionByUser.get(userId);
        if (leases != null && leases.containsKey(connectionId)) {
            leases.put(connectionId, now.plus(LINGER));
        }
    }

    /** Ends what has run out; returns who went by that. */
    synchronized List<UUID> expire(Instant now) {
        List<UUID> gone = new ArrayList<>();
        expiryByConnectionByUser.forEach((userId, leases) -> {
            leases.values().removeIf(until -> !until.isAfter(now));
            if (leases.isEmpty()) {
                gone.add(userId);
            }
        });
        gone.forEach(expiryByConnectionByUser::remove);
        return gone;
    }

    /** Which of these people are here. */
    synchronized Set<UUID> present(Set<UUID> userIds) {
        Set<UUID> present = new HashSet<>(userIds);
        present.retainAll(expiryByConnectionByUser.keySet());
        return present;
    }
}
