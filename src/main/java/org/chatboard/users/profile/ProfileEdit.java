package org.chatboard.users.profile;

import org.jspecify.annotations.Nullable;

/**
 * What is to be different about a person; null for what stays, empty for what is to be said no more.
 *
 * @param firstName given name
 * @param lastName family name
 * @param title what the person does
 * @param department where in the organisation
 * @param timeZone an IANA time zone
 * @param locale a BCP 47 language tag
 */
public record ProfileEdit(
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String title,
        @Nullable String department,
        @Nullable String timeZone,
        @Nullable String locale) {

    /** Only the names. */
    public static ProfileEdit names(String firstName, String lastName) {
        return new ProfileEdit(firstName, lastName, null, null, null, null);
    }
}
