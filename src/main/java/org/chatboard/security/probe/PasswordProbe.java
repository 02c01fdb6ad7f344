package org.chatboard.security.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;
import org.chatboard.users.UserService;
import org.chatboard.users.UserView;

/** Whether passwords count, and where they count for one account only, whether that one could come in. */
@ApplicationScoped
public class PasswordProbe implements Probe {

    @Inject
    UserService users;

    @Inject
    Settings settings;

    @Override
    public String name() {
        return "password";
    }

    @Override
    public Finding look() {
        String onlyOne = settings.text(Setting.OIDC_EMERGENCY_ADMIN);
        if (onlyOne.isEmpty()) {
            return Finding.good("check.password.good");
        }
        return users.findByName(onlyOne)
                        .filter(UserView::isActive)
                        .filter(UserView::isStaff)
                        .isPresent()
                ? Finding.good("check.password.emergency", onlyOne)
                : Finding.bad("check.password.nobody", onlyOne);
    }
}
