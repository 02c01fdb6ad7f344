package org.chatboard.security.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.settings.ServerSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** A provider that says whatever a test wants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProviderCase {

    private static final String BUTTON = "Sign in with Trouble";

    static final String RUN = Long.toString(System.nanoTime() & 0xffffffL, 36);

    final FakeProvider provider = FakeProvider.at(ChatServer.shared().portBase() + 94);
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "chatboard.oidc.issuer", provider.address(),
            "chatboard.oidc.client-id", "chatboard",
            "chatboard.oidc.client-secret", "the-secret",
            "chatboard.oidc.redirect-base", ChatServer.shared().url("").toString(),
            "chatboard.oidc.name", "Trouble",
            "chatboard.oidc.create-accounts", "groups",
            "chatboard.oidc.create-groups", "staff"));

    @BeforeAll
    void theProviderIsSet() {
        ServerSettings.set(settings, () -> isOffered() && accountsAreForStaff());
    }

    @AfterAll
    void theProviderLeaves() {
        ServerSettings.forget(settings.keySet(), () -> !isOffered());
        provider.close();
    }

    @BeforeEach
    void theProviderIsWell() {
        provider.isWell();
    }

    private static boolean isOffered() {
        return new Visitor().open("/login").body().contains(BUTTON);
    }

    /** Of several settings one may be seen before another. */
    private boolean accountsAreForStaff() {
        return outcome(new Visitor(), claims -> claims.claim("groups", List.of("guests")))
                .contains("sso=no_account");
    }

    /** Comes back with a token for this browser, changed as wanted; where the browser is sent then. */
    String outcome(Visitor visitor, UnaryOperator<JWTClaimsSet.Builder> change) {
        URI asked = URI.create(Journeys.location(visitor.get("/auth/oidc/start")));
        JWTClaimsSet.Builder claims = provider.claims("p-" + RUN).claim("nonce", Journeys.parameter(asked, "nonce"));
        provider.gives(FakeProvider.signed(provider.key(), change.apply(claims).build()));
        return Journeys.location(visitor.get("/auth/oidc/callback?code=c&state=" + Journeys.parameter(asked, "state")));
    }

    static int isIn(Person person) {
        return person.get("/api/v1/users/me").statusCode();
    }
}
