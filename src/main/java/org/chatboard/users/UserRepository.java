package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.chatboard.platform.Time;
import org.jspecify.annotations.Nullable;

/** The tables {@code users} and {@code user_profiles}. */
@ApplicationScoped
class UserRepository {

    /** NUL and half characters. */
    private static final Pattern UNHELD = Pattern.compile("[\\x00\\p{Cs}]");

    /** How long other servers may see an old number of people. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private record Count(long people, Instant until) {}

    private volatile Count count = new Count(0, Instant.MIN);

    private volatile int registrations;

    @PersistenceContext
    EntityManager entities;

    @Inject
    Time time;

    void add(User user, UserProfile profile) {
        entities.persist(user);
        entities.flush();
        entities.persist(profile);
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
                .setParameter("username", held(username))
                .getResultStream()
                .findFirst();
    }

    /** User names have no {@code @} and e-mails have one: the two never meet. */
    Optional<User> findBySignInName(String nameOrEmail) {
        return entities.createQuery("select u from User u where u.username = :name or u.email = :name", User.class)
                .setParameter("name", held(nameOrEmail))
                .getResultStream()
                .findFirst();
    }

    Optional<User> findBySubject(String externalSubject) {
        return entities.createQuery("select u from User u where u.externalSubject = :subject", User.class)
                .setParameter("subject", held(externalSubject))
                .getResultStream()
                .findFirst();
    }

    List<User> findAll(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("select u from User u where u.id in :ids", User.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /**
     * Active people but one, in the order of their search names: a walk along an index that ends with the page.
     *
     * @param words folded; each has to be part of the first, the last or the user name
     * @param after the person behind whom the page begins; null for the first page
     */
    List<UserView> search(UUID without, List<String> words, @Nullable UUID after, int limit) {
        // Neither "concat" nor "locate" nor "escape": for these EclipseLink writes all values into the statement. The
        // backslash escapes in both databases by default.
        StringBuilder conditions = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            conditions.append(" and u.searchName like :w").append(i);
        }
        if (after != null) {
            conditions.append(" and u.searchName > (select p.searchName from User p where p.id = :after)");
        }
        var query = entities.createQuery(
                "select new org.chatboard.users.UserView(u.id, u.username, u.firstName, u.lastName, u.isActive, u.isStaff)"
                        + " from User u where u.isActive = true and u.isBot = false and u.id <> :without" + conditions
                        + " order by u.searchName",
                UserView.class);
        for (int i = 0; i < words.size(); i++) {
            query.setParameter("w" + i, "%" + held(words.get(i)).replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        if (after != null) {
            query.setParameter("after", after);
        }
        return query.setParameter("without", without).setMaxResults(limit).getResultList();
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

    /** PostgreSQL cannot even be asked for what it cannot hold; nobody is called so. */
    private static String held(String text) {
        return UNHELD.matcher(text).replaceAll("\ufffd");
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
