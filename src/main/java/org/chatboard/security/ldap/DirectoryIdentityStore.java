package org.chatboard.security.ldap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;

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

    @Override
    public int priority() {
        return AFTER_OWN_ACCOUNTS;
    }

    @Override
    public CredentialValidationResult validate(Credential credential) {
        if (!(credential instanceof UsernamePasswordCredential typed)) {
            return CredentialValidationResult.NOT_VALIDATED_RESULT;
        }
        return directories
                .signIn(typed.getCaller(), typed.getPasswordAsString())
                .map(user -> new CredentialValidationResult(
                        null, user.username(), null, user.id().toString(), Set.of()))
                .orElse(CredentialValidationResult.NOT_VALIDATED_RESULT);
    }
}
