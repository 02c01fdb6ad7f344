package org.chatboard.security.oidc;

import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the provider says about a person, already checked.
 *
 * @param issuer who says it
 * @param subject who it is, for ever
 * @param username what a user name can be made of
 * @param email in lower case; empty when there is none
 * @param emailVerified whether the provider has made sure that the address is theirs
 * @param firstName given name; empty when it does not say
 * @param lastName family name; empty when it does not say
 * @param groups the groups they are in; nothing when there are too many to say, as some providers do
 * @param sid the session at the provider
 * @param idToken the token itself
 */
record PersonClaims(
        String issuer,
        String subject,
        String username,
        String email,
        boolean emailVerified,
        String firstName,
        String lastName,
        Optional<Set<String>> groups,
        @Nullable String sid,
        String idToken) {

    PersonClaims {
        groups = groups.map(Set::copyOf);
    }

    /**
     * Reads the claims.
     *
     * @param token of the ID token
     * @param more what the provider answers on request; null when it was not asked. An address and the word that it is
     *     verified are taken from the same of the two.
     */
    static PersonClaims of(OidcConfig config, ClaimsSet token, @Nullable ClaimsSet more, String idToken) {
        ClaimsSet mail = more == null || token.getStringClaim("email") != null ? token : more;
        String preferred = text("preferred_username", token, more);
        String given = text("given_name", token, more);
        String family = text("family_name", token, more);
        String[] words = text("name", token, more).strip().split("\\s+", 2);
        String email = Optional.ofNullable(mail.getStringClaim("email"))
                .or(() -> Optional.of(preferred).filter(name -> name.contains("@")))
                .orElse("");
        return new PersonClaims(
                token.getIssuer().getValue(),
                Objects.requireNonNull(token.getStringClaim("sub")),
                Stream.of(text(config.usernameClaim(), token, more), preferred, email)
                        .filter(name -> !name.isBlank())
                        .findFirst()
                        .orElse(""),
                email.strip().toLowerCase(Locale.ROOT),
                mail.getStringClaim("email") != null && Boolean.TRUE.equals(mail.getBooleanClaim("email_verified")),
                given.isBlank() ? words[0] : given,
                family.isBlank() && words.length == 2 ? words[1] : family,
                groups(config.groupsClaim(), token, more),
                token.getStringClaim("sid"),
                idToken);
    }

    boolean isInOneOf(Set<String> wanted) {
        return !Collections.disjoint(groups.orElse(Set.of()), wanted);
    }

    private static String text(String claim, ClaimsSet token, @Nullable ClaimsSet more) {
        String own = token.getStringClaim(claim);
        String other = more == null ? null : more.getStringClaim(claim);
        return own != null ? own : Objects.requireNonNullElse(other, "");
    }

    /** A list, or one name alone. None at all is no groups, unless the claim is said to be elsewhere (OpenID Connect 5.6.2). */
    private static Optional<Set<String>> groups(String claim, ClaimsSet token, @Nullable ClaimsSet more) {
        Object own = token.getClaim(claim);
        Object found = own == null && more != null ? more.getClaim(claim) : own;
        if (found == null
                && token.getClaim("_claim_names") instanceof Map<?, ?> elsewhere
                && elsewhere.containsKey(claim)) {
            return Optional.empty();
        }
        Set<String> groups = new LinkedHashSet<>();
        if (found instanceof Collection<?> all) {
            all.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(groups::add);
        } else if (found instanceof String one) {
            groups.add(one);
        }
        return Optional.of(groups);
    }
}
