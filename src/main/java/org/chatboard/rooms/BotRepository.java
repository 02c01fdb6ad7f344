package org.chatboard.rooms;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** Bots in the table {@code memberships}, and who may bring them in. */
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

    Optional<Membership.MemberRole> role(UUID roomId, UUID userId) {
        return entities.createQuery(
                        "select m.role from Membership m where m.key.roomId = :room and m.key.userId = :user",
                        Membership.MemberRole.class)
                .setParameter("room", roomId)
                .setParameter("user", userId)
                .getResultStream()
                .findFirst();
    }

    void add(Membership membership) {
        entities.persist(membership);
        entities.flush();
    }

    void remove(UUID roomId, UUID userId) {
        entities.createQuery("delete from Membership m where m.key.roomId = :room and m.key.userId = :user")
                .setParameter("room", roomId)
                .setParameter("user", userId)
                .executeUpdate();
    }
}
