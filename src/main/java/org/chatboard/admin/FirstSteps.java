package org.chatboard.admin;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What an installation does when it starts, as soon as its schema is there. */
@Singleton
@Startup
@DependsOn("Migrations")
@TransactionManagement(TransactionManagementType.BEAN)
public class FirstSteps {

    @Inject
    FirstAdmin firstAdmin;

    @Inject
    DemoTeam demoTeam;

    @PostConstruct
    void start() {
        try {
            firstAdmin.prepare();
            demoTeam.moveIn();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("The folder of the setting chatboard.data-dir cannot be used", unwritable);
        }
    }
}
