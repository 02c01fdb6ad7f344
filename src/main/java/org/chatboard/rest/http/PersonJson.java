package org.chatboard.rest.http;

import jakarta.json.stream.JsonGenerator;
import org.chatboard.presence.PersonPresence;
import org.chatboard.users.UserView;
import org.chatboard.users.profile.Colleague;
import org.chatboard.users.profile.Picture;
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

    /** The fields of a person in the directory. */
    public static void write(JsonGenerator json, Colleague colleague, PersonPresence seen) {
        write(json, colleague.user());
        write(json, seen);
        json.write("title", colleague.title()).write("department", colleague.department());
        writeAvatar(json, colleague.user(), colleague.avatar());
    }

    /** The fields of a person with everything that colleagues may see. */
    public static void write(JsonGenerator json, Profile profile, PersonPresence seen) {
        write(json, profile.user());
        write(json, seen);
        json.write("title", profile.title())
                .write("department", profile.department())
                .write("timeZone", profile.timeZone());
        writeAvatar(json, profile.user(), profile.avatar());
    }

    /** The fields that say whether somebody is here. */
    public static void write(JsonGenerator json, PersonPresence seen) {
        json.write("presence", seen.state().wireName());
        if (seen.text() != null) {
            json.write("statusText", seen.text());
        }
    }

    private static void writeAvatar(JsonGenerator json, UserView user, String version) {
        if (!version.isEmpty()) {
            json.write("avatar", Picture.address(user.username(), version));
        }
    }
}
