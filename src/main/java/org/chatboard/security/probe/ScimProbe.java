package org.chatboard.security.probe;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.chatboard.platform.Time;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;
import org.chatboard.tokens.TokenService;

/** Whether some directory has a token to keep accounts with, and for how long. */
@ApplicationScoped
public class ScimProbe implements Probe {

    /** Long enough to make another one and tell the directory. */
    private static final Duration SOON = Duration.ofDays(14);

    @Inject
    TokenService tokens;

    @Inject
    Time time;

    @Override
    public String name() {
        return "scim";
    }

    @Override
    public Finding look() {
        Optional<Instant> end = tokens.lastAdminEnd();
        if (end.isEmpty()) {
            return Finding.off("check.scim.off");
        }
        String day = end.get().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        return end.get().isBefore(time.now().plus(SOON))
                ? Finding.bad("check.scim.ends", day)
                : Finding.good("check.scim.good", day);
    }
}
