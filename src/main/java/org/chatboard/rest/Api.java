package org.chatboard.rest;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** The REST API; {@code api.md} describes it. */
@ApplicationPath("api/v1")
public class Api extends Application {}
