package org.chatboard.users.provision;

/**
 * What a listed account or group has to be. All conditions of a list hold at once.
 *
 * @param field what is compared
 * @param value with what, as it was written; never null
 */
public record Condition(Field field, String value) {

    /** What can be compared. */
    public enum Field {
        /** The id here. */
        ID,
        /** What the directory calls a person, in any case. */
        USER_NAME,
        /** The name the directory itself knows a person or a group by. */
        EXTERNAL_ID,
        /** An address in any case. */
        EMAIL,
        /** First and last name of a person, or the name of a group, in any case. */
        DISPLAY_NAME,
        /** Given name in any case. */
        FIRST_NAME,
        /** Family name in any case. */
        LAST_NAME,
        /** {@code true} or {@code false}. */
        ACTIVE,
        /** The id of a person in a group. */
        MEMBER,
        /** Everybody is like that. */
        ANYTHING,
        /** Nobody is like that. */
        NOTHING
    }
}
