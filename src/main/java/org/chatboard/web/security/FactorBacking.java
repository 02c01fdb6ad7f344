package org.chatboard.web.security;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.Objects;
import java.util.UUID;
import org.chatboard.platform.request.ClientAddress;
import org.chatboard.security.CurrentCaller;
import org.chatboard.security.account.OwnAccount;
import org.jspecify.annotations.Nullable;

/** Somebody who is signed in turns their second factor on or off. */
@Named("factor")
@RequestScoped
public class FactorBacking extends FactorForm {

    @Inject
    CurrentCaller current;

    @Inject
    OwnAccount account;

    private String present = "";

    private boolean removed;

    /** The page is opened. */
    public void begin() {
        if (isOffered()) {
            factors.begin(id());
        }
    }

    /** Turns it on, or off. */
    public void submit() {
        if (isOn()) {
            attempt(() -> {
                account.turnOffFactor(current.inPerson(), present, getCode(), ClientAddress.of(request));
                removed = true;
                factors.begin(id());
            });
        } else {
            attempt(() ->
                    shown(account.turnOnFactor(current.inPerson(), present, getCode(), ClientAddress.of(request))));
        }
    }

    /** Whether the person has a password here; others prove who they are elsewhere. */
    public boolean isOffered() {
        return account.hasPassword(current.inPerson());
    }

    /** Whether it is on. */
    public boolean isOn() {
        return factors.isOn(id());
    }

    /** Whether it was just turned off. */
    public boolean isRemoved() {
        return removed;
    }

    /** How many recovery codes are left. */
    public long getLeft() {
        return factors.recoveryCodes(id());
    }

    private UUID id() {
        return current.inPerson().caller().id();
    }

    @Override
    public String getSecret() {
        return factors.secret(id());
    }

    @Override
    String owner() {
        return current.get().username();
    }

    /** No password is ever shown. */
    public String getPresent() {
        return present;
    }

    /** Set by the form. */
    public void setPresent(@Nullable String present) {
        this.present = Objects.requireNonNullElse(present, "");
    }
}
