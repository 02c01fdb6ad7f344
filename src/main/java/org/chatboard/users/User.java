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

    /** A program that speaks in rooms; nobody signs in as it. */
    @Column(name = "is_bot")
    private boolean isBot;

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

    /** An account of a program, without a password. Its last name tells everybody what it is. */
    static User bot(UUID id, String username, String name, Instant createdAt) {
        User bot = new User();
        bot.id = id;
        bot.username = username;
        // An address of nobody: the top-level domain is reserved for that (RFC 2606).
        bot.email = username + "@bot.invalid";
        bot.firstName = name;
        bot.lastName = "Bot";
        bot.searchName = SearchNames.of(name, bot.lastName, username);
        bot.isActive = true;
        bot.isBot = true;
        bot.createdAt = createdAt;
        return bot;
    }

    UUID id() {
        return id;
    }

    @Nullable
    String passwordHash() {
        return passwordHash;
    }

    /** What a new password has to be different from, with that password. */
    NewUser with(String password) {
        return new NewUser(username, email, firstName, lastName, password);
    }

    void rehash(String newHash) {
        this.passwordHash = newHash;
    }

    void rename(@Nullable String newFirstName, @Nullable String newLastName) {
        this.firstName = newFirstName == null ? firstName : newFirstName;
        this.lastName = newLastName == null ? lastName : newLastName;
        takeSearchName();
    }

    void takeSearchName() {
        this.searchName = SearchNames.of(firstName, lastName, username);
    }

    boolean isActive() {
        return isActive;
    }

    boolean isBot() {
        return isBot;
    }

    void disable() {
        this.isActive = false;
    }

    UserView view() {
        return new UserView(id, username, firstName, lastName, isActive, isStaff);
    }
}
