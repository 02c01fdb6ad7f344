package org.chatboard.users.profile;

import java.util.Locale;

/** How somebody wants to be seen while connected. Being connected is no part of it. */
public enum ChosenStatus {
    /** As it is. */
    ONLINE,
    /** Not at the desk. */
    AWAY,
    /** Not to be disturbed. */
    BUSY,
    /** Looks offline to everybody else. */
    INVISIBLE;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
