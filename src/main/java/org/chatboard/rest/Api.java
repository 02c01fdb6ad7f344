package org.chatboard.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST API; {@code api.md} describes it. */
@ApplicationPath("api/v1")
public class Api extends Application {

    /**
     * Without the first, Jersey puts the {@code Host} that the request claims into {@code Location}; without the second, it
     * answers {@code OPTIONS} with a description of its own making, the names of classes included.
     */
    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.headers.location.relative.resolution.disabled",
                true,
                "jersey.config.server.wadl.disableWadl",
                true);
    }
}
