package org.chatboard.users.password;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;

/** Whether new passwords are compared with stolen ones. */
@ApplicationScoped
public class BreachedPasswordsProbe implements Probe {

    @Inject
    BreachedPasswords breached;

    @Inject
    Settings settings;

    @Override
    public String name() {
        return "breached-passwords";
    }

    @Override
    public Finding look() {
        String file = settings.text(Setting.PASSWORD_BREACHED_FILE);
        if (file.isEmpty()) {
            return Finding.off("check.breached-passwords.off");
        }
        Optional<String> problem = breached.problem();
        return problem.isEmpty()
                ? Finding.good("check.breached-passwords.good", file)
                : Finding.bad("check.breached-passwords.bad", problem.get());
    }
}
