package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.chatboard.platform.Ids;

/** Accounts and the directory of people. */
@ApplicationScoped
@Transactional
public class UserService {

    @Inject
    UserRepository users;

    @Inject
    UserRecords records;

    @Inject
    Passwords passwords;

    /**
     * The active person whose password this is. A name of nobody takes as long as a wrong password.
     *
     * @param nameOrEmail user name or e-mail in any case
     * @throws org.chatboard.platform.TooMany when more people sign in than the server can check
     */
    @Transactional(TxType.NOT_SUPPORTED)
    public Optional<UserView> checkPassword(String nameOrEmail, String password) {
        Optional<UserRecords.Secret> found =
                records.findSecret(nameOrEmail.strip().toLowerCase(Locale.ROOT));
        if (!passwords.verify(password, found.map(UserRecords.Secret::hash).orElse(null))) {
            return Optional.empty();
        }
        found.filter(secret -> passwords.isOutdated(secret.hash()))
                .ifPresent(secret -> records.rehash(secret.user().id(), passwords.hash(password)));
        return found.map(UserRecords.Secret::user);
    }

    /** The person with this id, disabled or not. */
    public Optional<UserView> find(UUID id) {
        return users.find(id).map(User::view);
    }

    /**
     * The active person behind an address of the original ChatBoard, which names people by user name or id.
     *
     * @param name a user name in any case, or a UUID
     */
    public Optional<UserView> findByName(String name) {
        return Ids.parse(name)
                .flatMap(users::find)
                .or(() -> users.findByUsername(name.strip().toLowerCase(Locale.ROOT)))
                .filter(User::isActive)
                .map(User::view);
    }

    /** The people with these ids; ids of nobody are left out. */
    public Map<UUID, UserView> findAll(Collection<UUID> ids) {
        return users.findAll(ids).stream().map(User::view).collect(Collectors.toMap(UserView::id, Function.identity()));
    }

    /**
     * Colleagues of the caller by name.
     *
     * @param text part of a name or user name; empty for everybody
     * @param limit most people to return
     */
    public List<UserView> listColleagues(Caller caller, String text, int limit) {
        return users.search(caller.id(), text.strip().toLowerCase(Locale.ROOT), limit).stream()
                .map(User::view)
                .toList();
    }

    /** How many active people there are besides the caller. */
    public long countColleagues(Caller caller) {
        return users.countActive() - 1;
    }

    /** Notes when people were last here. */
    public void seen(Collection<UUID> ids, Instant at) {
        users.seen(ids, at);
    }
}
