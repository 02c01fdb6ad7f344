package org.chatboard.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.stream.Stream;
import org.chatboard.platform.Invalid;
import org.chatboard.platform.json.JsonFields;
import org.chatboard.presence.PresenceService;
import org.chatboard.rest.http.JsonBody;
import org.chatboard.rest.http.PersonJson;
import org.chatboard.security.CurrentCaller;
import org.chatboard.users.Caller;
import org.chatboard.users.profile.ChosenStatus;
import org.chatboard.users.profile.PersonStatus;
import org.chatboard.users.profile.Picture;
import org.chatboard.users.profile.Profile;
import org.chatboard.users.profile.ProfileEdit;
import org.chatboard.users.profile.ProfileService;

/** The caller: profile, status and picture. */
@Path("users/me")
@RequestScoped
@Produces(JsonBody.JSON)
public class MeResource {

    @Inject
    CurrentCaller current;

    @Inject
    ProfileService profiles;

    @Inject
    PresenceService presence;

    /** Who is signed in; a client whose socket was closed asks here whether it should come back. */
    @GET
    public String me() {
        return me(profiles.own(current.get()));
    }

    /** Changes what the caller shows of themselves; what is not named stays. */
    @PATCH
    @Consumes(MediaType.APPLICATION_JSON)
    public String edit(JsonFields fields) {
        ProfileEdit edit = new ProfileEdit(
                fields.optionalText("firstName").orElse(null),
                fields.optionalText("lastName").orElse(null),
                fields.optionalText("title").orElse(null),
                fields.optionalText("department").orElse(null),
                fields.optionalText("timeZone").orElse(null),
                fields.optionalText("locale").orElse(null));
        fields.rejectUnknown();
        return me(profiles.edit(current.get(), edit));
    }

    /** What the caller chose to show. */
    @GET
    @Path("status")
    public String status() {
        PersonStatus status = profiles.own(current.get()).status();
        return JsonBody.of(json -> write(json, status));
    }

    /** Chooses how the caller is seen; the words of before are gone when there are none now. */
    @PUT
    @Path("status")
    @Consumes(MediaType.APPLICATION_JSON)
    public String choose(JsonFields fields) {
        ChosenStatus chosen = chosen(fields.text("status"));
        String text = fields.optionalText("text").orElse("");
        fields.rejectUnknown();
        PersonStatus status = profiles.choose(current.get(), chosen, text);
        return JsonBody.of(json -> write(json, status));
    }

    /** Gives the caller a picture; the body is a PNG or JPEG image. */
    @PUT
    @Path("avatar")
    @Consumes({"image/png", "image/jpeg"})
    public String picture(InputStream body) throws IOException {
        byte[] file = body.readNBytes(ProfileService.MOST_BYTES + 1);
        if (file.length > ProfileService.MOST_BYTES) {
            throw new WebApplicationException(Response.Status.REQUEST_ENTITY_TOO_LARGE);
        }
        Caller caller = current.get();
        String version = profiles.picture(caller, file);
        return JsonBody.of(json -> json.write("avatar", Picture.address(caller.username(), version)));
    }

    /** Takes the caller's picture away. */
    @DELETE
    @Path("avatar")
    public Response removePicture() {
        profiles.removePicture(current.get());
        return Response.noContent().build();
    }

    private String me(Profile profile) {
        return JsonBody.of(json -> {
            PersonJson.write(json, profile, presence.presenceOf(profile.user().id()));
            json.write("firstName", profile.user().firstName())
                    .write("lastName", profile.user().lastName())
                    .write("email", profile.email())
                    .write("locale", profile.locale());
            json.writeStartObject("status");
            write(json, profile.status());
            json.writeEnd().writeStartArray("roles");
            current.get().roles().stream().sorted().forEach(role -> json.write(role.containerName()));
            json.writeEnd();
        });
    }

    private static void write(JsonGenerator json, PersonStatus status) {
        json.write("status", status.chosen().wireName()).write("text", status.text());
    }

    private static ChosenStatus chosen(String name) {
        return Stream.of(ChosenStatus.values())
                .filter(status -> status.wireName().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> Invalid.field("status", "wrong_type", "status must be online, away, busy or invisible."));
    }
}
