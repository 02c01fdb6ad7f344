package org.chatboard.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import java.util.UUID;
import org.chatboard.security.ldap.DirectoryIdentityStore;
import org.chatboard.users.UserService;
import org.chatboard.users.password.Passwords;
import org.jspecify.annotations.Nullable;

/** Checks user name (or e-mail) and password against ChatBoard's own accounts. */
@ApplicationScoped
public class DatabaseIdentityStore implements IdentityStore {

    @Inject
    UserService users;

    /** What somebody typed, and who. */
    static final class Typed extends DirectoryIdentityStore.Claim {

        private final Passwords.Asker asker;

        Typed(String name, String password, @Nullable UUID account, Passwords.Asker asker) {
            super(name, password, account);
            this.asker = asker;
        }
    }

    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof Typed typed)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        return users.checkPassword(typed.getCaller(), typed.getPasswordAsString(), typed.asker)
                .map(user -> new CredentialValidationResult(
                        null, user.username(), null, user.id().toString(), Set.of()))
                .orElse(CredentialValidationResult.INVALID_RESULT);
    }
}
