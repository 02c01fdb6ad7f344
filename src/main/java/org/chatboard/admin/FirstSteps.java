package org.chatboard.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.chatboard.platform.threads.StartListener.Starting;

/** What an installation does when it starts, as soon as its schema is there. */
@ApplicationScoped
public class FirstSteps {

    @Inject
    FirstAdmin firstAdmin;

    @Inject
    DemoTeam demoTeam;

    void start(@Observes Starting now) {
        try {
            firstAdmin.prepare();
            demoTeam.moveIn();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The folder of the setting chatboard.data-dir cannot be used", unwritable);
        }
    }
}
