package org.chatboard.users.profile;

import java.time.Instant;
import org.chatboard.users.UserView;
import org.jspecify.annotations.Nullable;

/**
 * A person with everything they show of themselves.
 *
 * @param user the account
 * @param email the address; for the person only
 * @param title what the person does; empty when not said
 * @param department where in the organisation; empty when not said
 * @param timeZone an IANA time zone; empty when not said
 * @param locale a BCP 47 language tag; empty for the one of the browser
 * @param status what the person chose
 * @param avatar the version of the picture; empty when there is none
 * @param lastSeenAt when the person was last here, if ever
 */
public record Profile(
        UserView user,
        String email,
        String title,
        String department,
        String timeZone,
        String locale,
        PersonStatus status,
        String avatar,
        @Nullable Instant lastSeenAt) {}
