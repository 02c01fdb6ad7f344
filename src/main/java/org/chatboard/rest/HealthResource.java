package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.chatboard.platform.Readiness;
import org.chatboard.rest.http.JsonBody;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether ChatBoard itself can serve: what deploy.sh, balancers and monitoring ask. Open to everybody. */
@Path("health")
@RequestScoped
@Produces(JsonBody.JSON)
public class HealthResource {

    @Inject
    Readiness readiness;

    @Inject
    @ConfigProperty(name = "chatboard.version")
    String version;

    /** 200 when everything is up, else 503. */
    @GET
    public Response health() {
        boolean database = readiness.databaseIsUp();
        boolean schema = database && readiness.schemaIsUp();
        String body = JsonBody.of(json -> json.write("status", word(database && schema))
                .write("version", version)
                .writeStartObject("checks")
                .write("database", word(database))
                .write("schema", word(schema))
                .writeEnd());
        return Response.status(database && schema ? 200 : 503)
                .header("Cache-Control", "no-store")
                .entity(body)
                .build();
    }

    private static String word(boolean up) {
        return up ? "up" : "down";
    }
}
