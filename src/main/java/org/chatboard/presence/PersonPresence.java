package org.chatboard.presence;

import org.jspecify.annotations.Nullable;

/**
 * How others see somebody at this moment.
 *
 * @param state whether the person is here
 * @param text a few words of the person's own; null when there are none or the person is not here
 */
public record PersonPresence(PresenceState state, @Nullable String text) {

    /** Not here. */
    public static final PersonPresence OFFLINE = new PersonPresence(PresenceState.OFFLINE, null);
}
