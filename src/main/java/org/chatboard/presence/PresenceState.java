package org.chatboard.presence;

import java.util.Locale;

/** Whether somebody is here. */
public enum PresenceState {
    /** Connected. */
    ONLINE,
    /** Connected, and has said to be away. */
    AWAY,
    /** Connected, and does not want to be disturbed. */
    BUSY,
    /** Not connected, or does not want to be seen. */
    OFFLINE;

    /** The name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
