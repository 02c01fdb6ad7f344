package org.chatboard.security.probe;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import org.chatboard.platform.Settings;
import org.chatboard.platform.probe.Finding;
import org.chatboard.platform.probe.Probe;
import org.chatboard.security.oidc.OidcConfig;
import org.chatboard.security.oidc.OidcSettings;

/** Whether the provider describes itself and has keys. What is remembered of it for sign-ins is not asked. */
@ApplicationScoped
public class OidcProbe implements Probe {

    /** For each of connection, description and keys. */
    private static final int MILLIS = 1_500;

    private static final int LARGEST_KEYS = 200_000;

    @Inject
    OidcSettings oidc;

    @Inject
    Settings settings;

    @Override
    public String name() {
        return "oidc";
    }

    @Override
    public Finding look() {
        List<String> problems = oidc.problems(settings);
        if (!problems.isEmpty()) {
            return Finding.bad("check.oidc.half", String.join(" ", problems));
        }
        Optional<OidcConfig> config = oidc.find();
        return config.isEmpty() ? Finding.off("check.oidc.off") : ask(config.get());
    }

    private static Finding ask(OidcConfig config) {
        try {
            OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(new Issuer(config.issuer()), MILLIS, MILLIS);
            var keys = new DefaultResourceRetriever(MILLIS, MILLIS, LARGEST_KEYS)
                    .retrieveResource(provider.getJWKSetURI().toURL());
            return JWKSet.parse(keys.getContent()).isEmpty()
                    ? Finding.bad("check.oidc.keys", config.issuer())
                    : Finding.good("check.oidc.good", config.name(), config.issuer());
        } catch (IOException | GeneralException | ParseException | RuntimeException silent) {
            return Finding.bad("check.oidc.bad", config.issuer(), String.valueOf(silent.getMessage()));
        }
    }
}
