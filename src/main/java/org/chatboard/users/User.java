package org.chatboard.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
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

    /** Who this is where the account comes from; null for an account of ChatBoard's own. */
    @Column(name = "external_subject")
    private @Nullable String externalSubject;

    /** Since when this account is disabled because its directory has it no more; null when somebody else disabled it. */
    @Column(name = "left_directory_at")
    private @Nullable Instant leftDirectoryAt;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For JPA. */
    protected User() {}

    User(UUID id, NewUser newUser, @Nullable String passwordHash, boolean isStaff, Instant createdAt) {
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

    /** An account of a person without a password here. */
    static User kept(UUID id, String username, KeptAccounts.Details details, Instant createdAt) {
        User user = new User();
        user.id = id;
        user.username = username;
        user.isActive = true;
        user.createdAt = createdAt;
        user.take(details);
        return user;
    }

    void take(KeptAccounts.Details details) {
        this.email = details.email();
        this.firstName = details.firstName();
        this.lastName = details.lastName();
        takeSearchName();
    }

    /** An account of somebody whose password is checked elsewhere. */
    static User ofDirectory(UUID id, DirectoryAccounts.Entry entry, Instant createdAt) {
        User user = new User(id, entry.details(), null, Boolean.TRUE.equals(entry.isStaff()), createdAt);
        user.externalSubject = entry.subject();
        return user;
    }

    /** Takes over how the directory calls somebody now. The user name stays: messages and addresses have it. */
    void follow(DirectoryAccounts.Entry entry, boolean isEmailFree) {
        rename(entry.details().firstName(), entry.details().lastName());
        if (isEmailFree) {
            this.email = entry.details().email();
        }
        if (entry.isStaff() != null) {
            this.isStaff = entry.isStaff();
        }
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

    void moveTo(String newEmail) {
        this.email = newEmail;
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

    void removePassword() {
        this.passwordHash = null;
    }

    void setStaff(boolean isStaff) {
        this.isStaff = isStaff;
    }

    void disable() {
        this.isActive = false;
        this.leftDirectoryAt = null;
    }

    /** Disables an account because its directory has it no more. */
    void leaveDirectory(Instant at) {
        this.isActive = false;
        this.leftDirectoryAt = at;
    }

    /** What its directory calls the person for ever; nothing when it came from none. */
    Optional<String> externalSubject() {
        return Optional.ofNullable(externalSubject);
    }

    /** Whether it is disabled, and only because its directory had it no more. */
    boolean hasLeftDirectory() {
        return !isActive && leftDirectoryAt != null;
    }

    /** Where letters about the password go; nothing when there is no password here to speak of. */
    Optional<UserService.Addressee> addressee() {
        return isActive && !isBot && passwordHash != null
                ? Optional.of(new UserService.Addressee(id, username, view().displayName(), email))
                : Optional.empty();
    }

    void enable() {
        this.isActive = true;
        this.leftDirectoryAt = null;
    }

    void appoint(boolean asStaff) {
        this.isStaff = asStaff;
    }

    /** Frees the address for whoever has it next: nobody is called so (RFC 2606). */
    void releaseEmail() {
        this.email = id + "@removed.invalid";
    }

    UserView view() {
        return new UserView(id, username, firstName, lastName, isActive, isStaff);
    }
}
