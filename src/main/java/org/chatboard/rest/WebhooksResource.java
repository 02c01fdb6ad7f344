package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.Limits;
import org.chatboard.rest.rooms.Posting;
import org.chatboard.rest.webhooks.HookJson;
import org.chatboard.security.CurrentCaller;
import org.chatboard.webhooks.IncomingHook;
import org.chatboard.webhooks.IncomingHookService;
import org.chatboard.webhooks.outgoing.Delivery;
import org.chatboard.webhooks.outgoing.HookEvent;
import org.chatboard.webhooks.outgoing.OutgoingHook;
import org.chatboard.webhooks.outgoing.OutgoingHookService;
import org.jspecify.annotations.Nullable;

/** Which programs a room is connected with; for its owners and moderators, and for administrators. */
@Path("webhooks")
@RequestScoped
@Produces(JsonBody.JSON)
public class WebhooksResource {

    private static final int MAX_LIMIT = 200;

    private static final int MOST_EVENTS = 10;

    @Inject
    CurrentCaller current;

    @Inject
    IncomingHookService incoming;

    @Inject
    OutgoingHookService outgoing;

    @Inject
    Posting posting;

    /** Addresses at which programs post. */
    @GET
    @Path("incoming")
    public String incoming(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int most = Limits.read("limit", limit, 1, MAX_LIMIT);
        return HookJson.page(
                incoming.list(current.get(), after(cursor), most + 1), most, IncomingHook::id, HookJson::write);
    }

    /** 201 with the address, which is told this once. */
    @POST
    @Path("incoming")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response createIncoming(JsonFields fields, @Context UriInfo uri) {
        UUID roomId = fields.id("roomId");
        String name = fields.text("name");
        fields.rejectUnknown();
        IncomingHook.Made made = incoming.create(current.get(), roomId, name);
        return Response.status(Response.Status.CREATED)
                .entity(JsonBody.of(json -> {
                    HookJson.write(json, made.hook());
                    json.write("secret", made.secret())
                            .write("path", uri.getBaseUri().getRawPath() + "hooks/" + made.secret());
                }))
                .build();
    }

    /** Ends an address at once. */
    @DELETE
    @Path("incoming/{id}")
    public Response removeIncoming(@PathParam("id") String id) {
        incoming.remove(current.get(), hookId(id));
        return Response.noContent().build();
    }

    /** Servers that are told. */
    @GET
    @Path("outgoing")
    public String outgoing(
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int most = Limits.read("limit", limit, 1, MAX_LIMIT);
        return HookJson.page(
                outgoing.list(current.get(), after(cursor), most + 1),
                most,
                OutgoingHook::id,
                (json, hook) -> HookJson.write(json, hook, outgoing.canSign(hook)));
    }

    /** 201 with the secret, which is told this once. */
    @POST
    @Path("outgoing")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response createOutgoing(JsonFields fields) {
        UUID roomId = fields.id("roomId");
        String url = fields.text("url");
        Set<HookEvent> events = fields.optionalTexts("events", MOST_EVENTS)
                .map(HookJson::events)
                .orElse(EnumSet.allOf(HookEvent.class));
        fields.rejectUnknown();
        return Response.status(Response.Status.CREATED)
                .entity(shown(outgoing.create(current.get(), roomId, url, events)))
                .build();
    }

    /** What is not said stays as it is. */
    @PATCH
    @Path("outgoing/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    public String changeOutgoing(@PathParam("id") String id, JsonFields fields) {
        OutgoingHookService.Changes changes = new OutgoingHookService.Changes(
                fields.optionalText("url").orElse(null),
                fields.optionalTexts("events", MOST_EVENTS)
                        .map(HookJson::events)
                        .orElse(null),
                fields.optionalFlag("enabled").orElse(null),
                fields.optionalFlag("rotateSecret").orElse(false));
        fields.rejectUnknown();
        return shown(outgoing.change(current.get(), hookId(id), changes));
    }

    /** Ends it, with its log. */
    @DELETE
    @Path("outgoing/{id}")
    public Response removeOutgoing(@PathParam("id") String id) {
        outgoing.remove(current.get(), hookId(id));
        return Response.noContent().build();
    }

    /** What was tried, newest first. */
    @GET
    @Path("outgoing/{id}/deliveries")
    public String deliveries(
            @PathParam("id") String id,
            @QueryParam("cursor") @DefaultValue("") String cursor,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int most = Limits.read("limit", limit, 1, MAX_LIMIT);
        return HookJson.page(
                outgoing.deliveries(current.get(), hookId(id), after(cursor), most + 1),
                most,
                Delivery::id,
                HookJson::write);
    }

    /** Tells something once more; 201 with what became of it. */
    @POST
    @Path("outgoing/{id}/deliveries")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> replay(@PathParam("id") String id, JsonFields fields) {
        UUID deliveryId = fields.id("replayOf");
        fields.rejectUnknown();
        return posting.answer(outgoing.replay(current.get(), hookId(id), deliveryId)
                .thenApply(delivery -> Response.status(Response.Status.CREATED)
                        .entity(JsonBody.of(json -> HookJson.write(json, delivery)))
                        .build()));
    }

    private String shown(OutgoingHook.Shown shown) {
        return JsonBody.of(json -> {
            HookJson.write(json, shown.hook(), outgoing.canSign(shown.hook()));
            String secret = shown.secret();
            if (secret != null) {
                json.write("secret", secret);
            }
        });
    }

    private static UUID hookId(String id) {
        return Ids.parse(id).orElseThrow(() -> new NotFound("not_found", "There is no such webhook."));
    }

    private static @Nullable UUID after(String cursor) {
        return cursor.isEmpty()
                ? null
                : Ids.parse(cursor)
                        .orElseThrow(() -> Invalid.field(
                                "cursor", "wrong_type", "cursor must be the nextCursor of the page before."));
    }
}
