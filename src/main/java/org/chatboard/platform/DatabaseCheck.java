package org.chatboard.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** ChatBoard's part of the server's own {@code /health/ready}, which says UP even where ChatBoard is absent. */
@org.eclipse.microprofile.health.Readiness
@ApplicationScoped
public class DatabaseCheck implements HealthCheck {

    @Inject
    Readiness readiness;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("chatboard-database")
                .status(readiness.databaseIsUp() && readiness.schemaIsUp())
                .build();
    }
}
