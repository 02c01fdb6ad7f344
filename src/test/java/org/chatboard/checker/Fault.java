package org.chatboard.checker;

import java.util.Locale;

/** Something that goes wrong while people write. */
enum Fault {
    /** Every message is sent three times at once. */
    TRIPLE,
    /** A thousand sockets, those of everybody who talks among them, are cut at once and come back at once. */
    STORM,
    /** A hundred sockets ask for much and read nothing. */
    SLOW_READERS,
    /** Sockets send frames that are too large, or never end. */
    FLOOD,
    /** {@code kill -9} of the server, then its start. */
    KILL_SERVER,
    /** {@code deploy.sh} puts a new version in the place of the old one. */
    REDEPLOY,
    /** {@code deploy.sh} is given a version that cannot start. */
    BROKEN_WAR,
    /** The server's clock jumps an hour ahead, back, an hour behind, and back. */
    CLOCK_JUMP,
    /** {@code kill -9} of all processes of PostgreSQL, then its start. */
    KILL_DATABASE,
    /** SIGSTOP of all processes of PostgreSQL, then SIGCONT. */
    STOP_DATABASE,
    /** A lock in PostgreSQL lets everybody wait until no connection is left in the pool. */
    EXHAUST_POOL,
    /** The disk under PostgreSQL is full. */
    FILL_DISK;

    /** Whether it needs a PostgreSQL that can be hurt from outside. */
    boolean isOfTheDatabase() {
        return switch (this) {
            case KILL_DATABASE, STOP_DATABASE, EXHAUST_POOL, FILL_DISK -> true;
            default -> false;
        };
    }

    /** Its name for people. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
