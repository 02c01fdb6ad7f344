package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.UUID;
import org.chatboard.messages.MessageJson;
import org.chatboard.messages.search.SearchHit;
import org.chatboard.messages.search.SearchPage;
import org.chatboard.messages.search.SearchService;
import org.chatboard.platform.Invalid;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.Limits;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;

/** What was said in the caller's rooms. */
@Path("search")
@RequestScoped
@Produces(JsonBody.JSON)
public class SearchResource {

    @Inject
    CurrentCaller current;

    @Inject
    SearchService search;

    /** Messages that fit a query, newest first, page by page. */
    @GET
    public String search(
            @QueryParam("q") @DefaultValue("") String query,
            @QueryParam("timeZone") @DefaultValue("UTC") String timeZone,
            @QueryParam("limit") @DefaultValue("50") String limit,
            @QueryParam("cursor") @DefaultValue("") String cursor) {
        Caller caller = current.get();
        int most = Limits.read("limit", limit, 1, SearchService.MAX_LIMIT);
        SearchPage page = search.search(caller, query, zone(timeZone), cursor, most);
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            page.items().forEach(hit -> write(json, hit, caller.id()));
            json.writeEnd();
            if (page.nextCursor() != null) {
                json.write("nextCursor", page.nextCursor());
            }
        });
    }

    private static void write(JsonGenerator json, SearchHit hit, UUID viewerId) {
        json.writeStartObject();
        MessageJson.write(json, "message", hit.message(), viewerId);
        json.writeStartObject("room")
                .write("id", hit.room().id().toString())
                .write("kind", hit.room().kind().name())
                .write("name", hit.room().name());
        if (hit.room().username() != null) {
            json.write("username", hit.room().username());
        }
        json.writeEnd().writeStartArray("marks");
        hit.marks()
                .forEach(mark -> json.writeStartArray()
                        .write(mark.from())
                        .write(mark.to())
                        .writeEnd());
        json.writeEnd().writeEnd();
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw Invalid.field(
                    "timeZone", "wrong_type", "timeZone must be the name of a time zone such as Europe/Berlin.");
        }
    }
}
