package org.chatboard.platform.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.chatboard.platform.Readiness;

/** Whether the database answers and has the tables of this version. */
@ApplicationScoped
public class DatabaseProbe implements Probe {

    @Inject
    Readiness readiness;

    @Override
    public String name() {
        return "database";
    }

    @Override
    public Finding look() {
        if (!readiness.databaseIsUp()) {
            return Finding.bad("check.database.silent");
        }
        return readiness.schemaIsUp() ? Finding.good("check.database.good") : Finding.bad("check.database.schema");
    }
}
