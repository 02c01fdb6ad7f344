package org.chatboard.rooms.groups;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.rooms.RoomKind;

/** What bots need to know of rooms they are no members of yet. */
@ApplicationScoped
@Transactional
class BotRepository {

    @PersistenceContext
    EntityManager entities;

    Optional<RoomKind> kind(UUID roomId) {
        return entities.createQuery("select r.kind from Room r where r.id = :room", RoomKind.class)
                .setParameter("room", roomId)
                .getResultStream()
                .findFirst();
    }

    /** The newest message of a room, which is locked until the end of the transaction. */
    long lock(UUID roomId) {
        Object lastSeq = entities.createNativeQuery("select last_seq from rooms where id = ?1 for update")
                .setParameter(1, roomId)
                .getSingleResult();
        return ((Number) lastSeq).longValue();
    }
}
