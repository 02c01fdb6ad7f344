package org.chatboard.webhooks.outgoing;

import java.util.Arrays;
import java.util.Optional;

/** What receivers are told of. */
public enum HookEvent {
    /** Somebody said something. */
    MESSAGE_POSTED("message.posted"),
    /** Something was edited or withdrawn. */
    MESSAGE_CHANGED("message.changed");

    private final String wireName;

    HookEvent(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the API. */
    public String wireName() {
        return wireName;
    }

    /** The event of a name in the API. */
    public static Optional<HookEvent> of(String wireName) {
        return Arrays.stream(values())
                .filter(event -> event.wireName.equals(wireName))
                .findFirst();
    }
}
