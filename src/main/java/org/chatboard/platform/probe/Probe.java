package org.chatboard.platform.probe;

/** Looks whether a part of the installation works. */
public interface Probe {

    /** The part, in lower case and the same for good: programs know it by that. */
    String name();

    /** Looks now. It gives up within about two seconds, and says what failed instead of throwing. */
    Finding look();
}
