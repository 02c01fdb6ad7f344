package org.chatboard.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.chatboard.platform.DataFolder;
import org.chatboard.platform.NotFound;
import org.chatboard.users.NewUser;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/**
 * Makes the first administrator. There is no default password: who can read the file {@code setup-token} on the server
 * holds the installation, and gets an account that runs it, once.
 */
@ApplicationScoped
public class FirstAdmin {

    private static final System.Logger LOG = System.getLogger(FirstAdmin.class.getName());

    private static final int TOKEN_BYTES = 32;

    @Inject
    DataFolder folder;

    @Inject
    UserService users;

    /** Puts the token where deploy.sh finds it, or takes it away when there is an administrator already. */
    void prepare() throws IOException {
        Optional<Path> file = file();
        if (file.isEmpty()) {
            LOG.log(Level.WARNING, "chatboard.data-dir is not set: nobody can create the first administrator");
        } else if (users.hasAdmin()) {
            Files.deleteIfExists(file.get());
        } else if (!Files.exists(file.get())) {
            byte[] bytes = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(bytes);
            folder.write(file.get(), Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
            LOG.log(Level.INFO, "There is no administrator yet; the token to create one is in {0}", file.get());
        }
    }

    /** Whether somebody with this token may create the first administrator now. */
    public boolean isOpenTo(String token) {
        return isRight(token) && !users.hasAdmin();
    }

    /**
     * Creates the first administrator.
     *
     * @throws NotFound when the token is wrong or was used already
     * @throws org.chatboard.platform.Invalid with everything that is wrong with the fields
     */
    public synchronized UserView create(String token, NewUser newUser) {
        if (!isOpenTo(token)) {
            throw new NotFound("not_found", "This link is wrong, or it was used already.");
        }
        UserView admin = users.registerAdmin(newUser);
        try {
            Files.deleteIfExists(file().orElseThrow());
        } catch (IOException stays) {
            LOG.log(Level.WARNING, "The used setup token could not be deleted; it opens nothing any more", stays);
        }
        LOG.log(Level.INFO, "The first administrator is \"{0}\"", admin.username());
        return admin;
    }

    private boolean isRight(String token) {
        Optional<Path> file = file().filter(Files::isRegularFile);
        if (file.isEmpty()) {
            return false;
        }
        try {
            String right = Files.readString(file.get()).strip();
            return !right.isEmpty()
                    && MessageDigest.isEqual(
                            right.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Optional<Path> file() {
        return folder.find().map(data -> data.resolve("setup-token"));
    }
}
