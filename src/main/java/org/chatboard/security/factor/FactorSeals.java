package org.chatboard.security.factor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.chatboard.platform.threads.StartListener.Starting;

/** Has the key of the installation looked at when it starts, and what was kept in clear before there was one encrypted. */
@ApplicationScoped
public class FactorSeals {

    @Inject
    SecondFactors factors;

    void start(@Observes Starting now) {
        factors.seal();
    }
}
