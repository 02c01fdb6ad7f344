package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The tables {@code users} and {@code user_profiles}. */
@ApplicationScoped
class UserRepository {

    /** NUL and half characters. */
    private static final Pattern UNHELD = Pattern.compile("[\\x00\\p{Cs}]");

    @PersistenceContext
    EntityManager entities;

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

    List<User> findAll(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : entities.createQuery("select u from User u where u.id in :ids", User.class)
                        .setParameter("ids", ids)
                        .getResultList();
    }

    /**
     * Active people but one, by name.
     *
     * @param words in lower case; each has to be part of the first, the last or the user name
     */
    List<User> search(UUID without, List<String> words, int limit) {
        // Neither "concat" nor "locate" nor "escape": for these EclipseLink writes all values into the statement. The
        // backslash escapes in both databases by default.
        StringBuilder conditions = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            conditions.append(
                    " and (lower(u.firstName) like :w%1$d or lower(u.lastName) like :w%1$d or u.username like :w%1$d)"
                            .formatted(i));
        }
        var query = entities.createQuery(
                "select u from User u where u.isActive = true and u.id <> :without" + conditions
                        + " order by lower(u.firstName), lower(u.lastName), u.username",
                User.class);
        for (int i = 0; i < words.size(); i++) {
            query.setParameter("w" + i, "%" + held(words.get(i)).replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        return query.setParameter("without", without).setMaxResults(limit).getResultList();
    }

    /** PostgreSQL cannot even be asked for what it cannot hold; nobody is called so. */
    private static String held(String text) {
        return UNHELD.matcher(text).replaceAll("\ufffd");
    }

    long countActive() {
        return entities.createQuery("select count(u) from User u where u.isActive = true", Long.class)
                .getSingleResult();
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
