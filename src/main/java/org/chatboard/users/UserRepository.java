package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.chatboard.platform.Time;
import org.chatboard.platform.sql.Tables;

/** The tables {@code users} and {@code user_profiles}. */
@ApplicationScoped
class UserRepository {

    /** How long other servers may see an old number of people. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private static final String OF_DIRECTORIES = """
            select id, external_subject, username, email, first_name, last_name, is_staff, is_active,
                left_directory_at is not null as has_left
            from users where external_subject like 'ldap:%'""";

    private record Count(long people, Instant until) {}

    private volatile Count count = new Count(0, Instant.MIN);

    private volatile int registrations;

    @PersistenceContext
    EntityManager entities;

    @Inject
    Tables tables;

    @Inject
    Time time;

    void add(User user, UserProfile profile) {
        entities.persist(user);
        entities.flush();
        entities.persist(profile);
        entities.flush();
    }

    /** Writes what was changed, so that what others hold already is refused here and not at the end. */
    void flush() {
        entities.flush();
    }

    Optional<User> find(UUID id) {
        return Optional.ofNullable(entities.find(User.class, id));
    }

    Optional<UserProfile> findProfile(UUID userId) {
        return Optional.ofNullable(entities.find(UserProfile.class, userId));
    }

    Optional<User> findByUsername(String username) {
        return entities.createQuery("select u from User u where u.username = :username", User.class)
                .setParameter("username", Tables.held(username))
                .getResultStream()
                .findFirst();
    }

    /** User names have no {@code @} and e-mails have one: the two never meet. */
    Optional<User> findBySignInName(String nameOrEmail) {
        return entities.createQuery("select u from User u where u.username = :name or u.email = :name", User.class)
                .setParameter("name", Tables.held(nameOrEmail))
                .getResultStream()
                .findFirst();
    }

    Optional<User> findBySubject(String externalSubject) {
        return entities.createQuery("select u from User u where u.externalSubject = :subject", User.class)
                .setParameter("subject", Tables.held(externalSubject))
                .getResultStream()
                .findFirst();
    }

    /** The accounts that came from any directory, in no order. */
    List<DirectoryAccounts.Known> listOfDirectories() {
        return tables.list(OF_DIRECTORIES, UserRepository::known);
    }

    private static DirectoryAccounts.Known known(ResultSet row) throws SQLException {
        return new DirectoryAccounts.Known(
                row.getObject("id", UUID.class),
                row.getString("external_subject"),
                row.getString("username"),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getBoolean("is_staff"),
                row.getBoolean("is_active"),
                row.getBoolean("has_left"));
    }

    /** The administrators who can sign in, in an order that no two callers get wrong; nobody else changes them meanwhile. */
    List<User> lockStaff() {
        return entities.createQuery(
                        "select u from User u where u.isStaff = true and u.isActive = true and u.isBot = false order by u.id",
                        User.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    List<User> findAll(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("select u from User u where u.id in :ids", User.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /** Gives a search name to so many people who have none; how many those were. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    int giveSearchNames(int limit) {
        List<User> without = entities.createQuery("select u from User u where u.searchName = ''", User.class)
                .setMaxResults(limit)
                .getResultList();
        without.forEach(User::takeSearchName);
        return without.size();
    }

    /** Counting walks over everybody, so the answer is kept: until somebody registers here, and never for long. */
    long countActive() {
        Count known = count;
        int before = registrations;
        Instant now = time.now();
        if (known.until().isAfter(now)) {
            return known.people();
        }
        long people = entities.createQuery(
                        "select count(u) from User u where u.isActive = true and u.isBot = false", Long.class)
                .getSingleResult();
        synchronized (this) {
            // What was counted before somebody registered is not kept.
            if (registrations == before) {
                count = new Count(people, now.plus(FRESH));
            }
        }
        return people;
    }

    synchronized void registered(@Observes(during = TransactionPhase.AFTER_SUCCESS) UserRegistered event) {
        registrations++;
        count = new Count(0, Instant.MIN);
    }

    long count() {
        return entities.createQuery("select count(u) from User u", Long.class).getSingleResult();
    }

    long countStaff() {
        return entities.createQuery("select count(u) from User u where u.isStaff = true", Long.class)
                .getSingleResult();
    }

    void seen(Collection<UUID> ids, Instant at) {
        entities.createQuery("update UserProfile p set p.lastSeenAt = :at where p.userId in :ids")
                .setParameter("at", at)
                .setParameter("ids", ids)
                .executeUpdate();
    }
}
