package org.chatboard.rest.http;

import jakarta.json.stream.JsonGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.chatboard.presence.PersonPresence;
import org.chatboard.users.UserView;
import org.chatboard.users.profile.Profile;

/** The JSON form of people. */
public final class PersonJson {

    private PersonJson() {}

    /** The fields of a person in a list. */
    public static void write(JsonGenerator json, UserView user) {
        json.write("id", user.id().toString())
                .write("username", user.username())
                .write("name", user.displayName());
    }

    /** The fields of a person with everything that colleagues may see. */
    public static void write(JsonGenerator json, Profile profile, PersonPresence seen) {
        write(json, profile.user());
        write(json, seen);
        json.write("title", profile.title())
                .write("department", profile.department())
                .write("timeZone", profile.timeZone());
        if (!profile.avatar().isEmpty()) {
            json.write("avatar", avatar(profile.user().username(), profile.avatar()));
        }
    }

    /** The fields that say whether somebody is here. */
    public static void write(JsonGenerator json, PersonPresence seen) {
        json.write("presence", seen.state().wireName());
        if (seen.text() != null) {
            json.write("statusText", seen.text());
        }
    }

    /** Where the picture is, below the address of the API. */
    public static String avatar(String username, String version) {
        return "users/" + URLEncoder.encode(username, StandardCharsets.UTF_8) + "/avatar?v=" + version;
    }
}
