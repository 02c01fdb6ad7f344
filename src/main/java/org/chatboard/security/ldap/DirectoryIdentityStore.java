package org.chatboard.security.ldap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Lets the directories check what ChatBoard's own accounts did not know. It comes after those, so that no directory, and
 * no fault of one, is in the way of people who sign in here.
 */
@ApplicationScoped
public class DirectoryIdentityStore implements IdentityStore {

    /** Behind the default of 100, which the store of the own accounts has. */
    private static final int AFTER_OWN_ACCOUNTS = 200;

    @Inject
    Directories directories;

    /** What somebody typed, of whom it may be known already who they are. */
    public static class Claim extends UsernamePasswordCredential {

        private final @Nullable UUID account;

        /**
         * Takes it as it is.
         *
         * @param account which has to be theirs; null at the door, where only the name says who they are
         */
        protected Claim(String name, String password, @Nullable UUID account) {
            super(name, password);
            this.account = account;
        }
    }

    @Override
    public int priority() {
        return AFTER_OWN_ACCOUNTS;
    }

    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof UsernamePasswordCredential typed)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        UUID account = typed instanceof Claim claim ? claim.account : null;
        String password = typed.getPasswordAsString();
        return (account == null
                        ? directories.signIn(typed.getCaller(), password)
                        : directories.signIn(account, password))
                .map(user -> new CredentialValidationResult(
                        null, user.username(), null, user.id().toString(), Set.of()))
                .orElse(CredentialValidationResult.NOT_VALIDATED_RESULT);
    }
}
