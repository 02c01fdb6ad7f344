package org.chatboard.users.profile;

/**
 * What somebody chose to show.
 *
 * @param chosen how to be seen
 * @param text a few words of their own; empty for none
 */
public record PersonStatus(ChosenStatus chosen, String text) {

    /** Nothing was chosen. */
    public static final PersonStatus PLAIN = new PersonStatus(ChosenStatus.ONLINE, "");
}
