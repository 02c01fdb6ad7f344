package org.chatboard.rooms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The tables {@code rooms} and {@code memberships}, seen from one of the members. */
@ApplicationScoped
@Transactional
class RoomRepository {

    @PersistenceContext
    EntityManager entities;

    Optional<UUID> findDirect(String directKey) {
        return entities.createQuery("select r.id from Room r where r.directKey = :key", UUID.class)
                .setParameter("key", directKey)
                .getResultStream()
                .findFirst();
    }

    /** In a transaction of its own: when the other person was faster, the unique key rolls back this one alone. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void addDirect(Room room, List<Membership> members) {
        entities.persist(room);
        // EclipseLink sorts inserts by declared relations, and there are none: without this the members come first.
        entities.flush();
        members.forEach(entities::persist);
        entities.flush();
    }

    Optional<RoomAccess> access(UUID userId, UUID roomId) {
        return entities.createQuery(
                        "select new org.chatboard.rooms.RoomAccess(r.id, r.kind, r.archivedAt, r.memberCount, m.role,"
                                + " r.firstSeq, r.lastSeq, r.lastChange, m.lastReadSeq) from Room r, Membership m"
                                + " where r.id = :room and m.key.roomId = r.id and m.key.userId = :user",
                        RoomAccess.class)
                .setParameter("room", roomId)
                .setParameter("user", userId)
                .getResultStream()
                .findFirst();
    }

    /** Whether this is a channel that everybody may join. */
    boolean isOpen(UUID roomId) {
        return !entities.createQuery("select r.id from Room r where r.id = :room and r.kind = :open", UUID.class)
                .setParameter("room", roomId)
                .setParameter("open", RoomKind.OPEN)
                .getResultList()
                .isEmpty();
    }

    /** Everybody in the rooms of a person that have at most so many members. */
    Set<UUID> acquaintances(UUID userId, int most) {
        return entities.createQuery(
                        "select distinct o.key.userId from Membership m, Membership o, Room r where m.key.userId = :user"
                                + " and r.id = m.key.roomId and r.memberCount <= :most and o.key.roomId = r.id",
                        UUID.class)
                .setParameter("user", userId)
                .setParameter("most", most)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    Set<UUID> memberIds(UUID roomId) {
        return entities.createQuery("select m.key.userId from Membership m where m.key.roomId = :room", UUID.class)
                .setParameter("room", roomId)
                .getResultStream()
                .collect(Collectors.toSet());
    }

    /** Moves a read position forward, never back and never beyond the newest message; false when nothing changed. */
    boolean markRead(UUID userId, UUID roomId, long seq) {
        return entities.createQuery("update Membership m set m.lastReadSeq = :seq"
                                + " where m.key.roomId = :room and m.key.userId = :user and m.lastReadSeq < :seq")
                        .setParameter("seq", seq)
                        .setParameter("room", roomId)
                        .setParameter("user", userId)
                        .executeUpdate()
                > 0;
    }
}
