package org.chatboard.users;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;

/** The short transactions around the hashing of a password, which itself holds no connection. */
@ApplicationScoped
@Transactional
class UserRecords {

    /**
     * An account as the check of a password needs it.
     *
     * @param hash of the password
     */
    record Secret(UserView user, String hash) {}

    @Inject
    UserRepository users;

    /** The active account of this user name or e-mail, if it signs in with a password. */
    Optional<Secret> findSecret(String nameOrEmail) {
        return users.findBySignInName(nameOrEmail)
                .filter(User::isActive)
                .flatMap(user -> Optional.ofNullable(user.passwordHash()).map(hash -> new Secret(user.view(), hash)));
    }

    void rehash(UUID id, String newHash) {
        users.find(id).ifPresent(user -> user.rehash(newHash));
    }
}
