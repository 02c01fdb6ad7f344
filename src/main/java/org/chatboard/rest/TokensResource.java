package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.chatboard.platform.Ids;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.NotFound;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.security.CurrentCaller;
import org.chatboard.tokens.IssuedToken;
import org.chatboard.tokens.NewToken;
import org.chatboard.tokens.Scope;
import org.chatboard.tokens.TokenService;
import org.chatboard.tokens.TokenView;

/** The caller's personal access tokens. A token is not let in here: it could make itself last for ever. */
@Path("tokens")
@RequestScoped
@Produces(JsonBody.JSON)
public class TokensResource {

    private static final int MOST_SCOPES = 3;

    @Inject
    CurrentCaller current;

    @Inject
    TokenService tokens;

    /** Those that are not revoked, the newest first. */
    @GET
    public String list() {
        List<TokenView> all = tokens.list(current.inPerson().caller());
        return JsonBody.of(json -> {
            json.writeStartArray("items");
            for (TokenView token : all) {
                json.writeStartObject();
                write(json, token);
                json.writeEnd();
            }
            json.writeEnd();
        });
    }

    /** 201 with the secret, which is shown nowhere else and never again. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response issue(JsonFields fields) {
        var caller = current.inPerson().caller();
        String name = fields.text("name");
        Set<Scope> scopes = fields.texts("scopes", MOST_SCOPES).stream()
                .map(TokensResource::scope)
                .collect(Collectors.toSet());
        NewToken wanted =
                new NewToken(name, scopes, fields.optionalTime("expiresAt").orElse(null));
        fields.rejectUnknown();
        IssuedToken issued = tokens.issue(caller, wanted);
        return Response.status(Response.Status.CREATED)
                .entity(JsonBody.of(json -> {
                    write(json, issued.token());
                    json.write("secret", issued.secret());
                }))
                .build();
    }

    /** 204; sockets that are open for the token are closed. */
    @DELETE
    @Path("{id}")
    public void revoke(@PathParam("id") String id) {
        var caller = current.inPerson().caller();
        tokens.revoke(
                caller,
                Ids.parse(id)
                        .orElseThrow(
                                () -> new NotFound("not_found", "You have no such token, or it is revoked already.")));
    }

    private static Scope scope(String name) {
        return Scope.of(name)
                .orElseThrow(() -> Invalid.field("scopes", "unknown_scope", "The scopes are read, write and admin."));
    }

    private static void write(JsonGenerator json, TokenView token) {
        json.write("id", token.id().toString()).write("name", token.name()).writeStartArray("scopes");
        token.scopes().stream().sorted().forEach(scope -> json.write(scope.wireName()));
        json.writeEnd()
                .write("createdAt", token.createdAt().toString())
                .write("expiresAt", token.expiresAt().toString());
        if (token.lastUsedAt() != null) {
            json.write("lastUsedAt", token.lastUsedAt().toString());
        }
        json.write("expired", token.isExpired());
    }
}
