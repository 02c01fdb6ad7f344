package org.chatboard.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account. User name and e-mail are kept in lower case, which makes them unique whatever the case. */
@Entity
@Table(name = "users")
class User {

    @Id
    private UUID id;

    @Column
    private String username;

    @Column
    private String email;

    @Column(name = "password_hash")
    private @Nullable String passwordHash;

    @Column(name = "first_name")
    private String firstName;

    @Column(name = "last_name")
    private String lastName;

    /** See {@link SearchNames}. */
    @Column(name = "search_name")
    private String searchName;

    @Column(name = "is_active")
    private boolean isActive;

    @Column(name = "is_staff")
    private boolean isStaff;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For JPA. */
    protected User() {}

    User(UUID id, NewUser newUser, String passwordHash, boolean isStaff, Instant createdAt) {
        this.id = id;
        this.username = newUser.username();
        this.email = newUser.email();
        this.firstName = newUser.firstName();
        this.lastName = newUser.lastName();
        this.searchName = SearchNames.of(firstName, lastName, username);
        this.passwordHash = passwordHash;
        this.isActive = true;
        this.isStaff = isStaff;
        this.createdAt = createdAt;
    }

    UUID id() {
        return id;
    }

    @Nullable
    String passwordHash() {
        return passwordHash;
    }

    void rehash(String newHash) {
        this.passwordHash = newHash;
    }

    void takeSearchName() {
        this.searchName = SearchNames.of(firstName, lastName, username);
    }

    boolean isActive() {
        return isActive;
    }

    UserView view() {
        return new UserView(id, username, firstName, lastName, isActive, isStaff);
    }
}
