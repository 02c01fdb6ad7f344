package org.chatboard.security.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.chatboard.platform.Setting;
import org.chatboard.platform.Settings;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;

/** Of whom a second factor is asked. */
@ApplicationScoped
public class FactorProbe implements Probe {

    @Inject
    Settings settings;

    @Override
    public String name() {
        return "factor";
    }

    @Override
    public Finding look() {
        String whose = settings.word(Setting.SECOND_FACTOR_REQUIRED);
        return whose.equals("none") ? Finding.off("check.factor.off") : Finding.good("check.factor." + whose);
    }
}
