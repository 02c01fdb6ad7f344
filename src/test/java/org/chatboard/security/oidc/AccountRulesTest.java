package org.chatboard.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.chatboard.security.oidc.OidcConfig.Creation;
import org.chatboard.users.ExternalUsers.Holder;
import org.chatboard.users.UserView;
import org.junit.jupiter.api.Test;

/** Who gets an account, and who gets the one that has their e-mail address. */
class AccountRulesTest {

    private static final UserView ANNA = new UserView(UUID.randomUUID(), "anna", "Anna", "Berg", true, false);

    private static OidcConfig config(Creation creation, Set<String> groups, boolean links) {
        return new OidcConfig(
                "https://idp.example",
                "chatboard",
                "secret",
                "Corp",
                "openid",
                "preferred_username",
                "groups",
                Set.of(),
                Set.of(),
                creation,
                groups,
                links,
                "https://chat.example");
    }

    private static PersonClaims person(Map<String, Object> said) {
        ClaimsSet claims = new UserInfo(new Subject("f:1"));
        claims.setIssuer(new Issuer("https://idp.example"));
        said.forEach(claims::setClaim);
        return PersonClaims.of(config(Creation.ALWAYS, Set.of(), false), claims, null, "");
    }

    private static PersonClaims inGroups(String... groups) {
        return person(Map.of("groups", List.of(groups)));
    }

    @Test
    void alwaysIsEverybodyAndNeverIsNobody() {
        assertThat(config(Creation.ALWAYS, Set.of(), false).creates(inGroups())).isTrue();
        assertThat(config(Creation.NEVER, Set.of("staff"), false).creates(inGroups("staff")))
                .isFalse();
    }

    @Test
    void groupsAreTheListedOnesOnly() {
        OidcConfig config = config(Creation.GROUPS, Set.of("staff", "it"), false);
        assertThat(config.creates(inGroups("guests", "it"))).isTrue();
        assertThat(config.creates(inGroups("guests"))).isFalse();
        assertThat(config.creates(inGroups())).isFalse();
        assertThat(config.creates(person(Map.of("groups", "staff")))).isTrue();
        assertThat(config.creates(person(Map.of()))).isFalse();
        assertThat(config.needsGroups()).isTrue();
    }

    @Test
    void tooManyGroupsToSayAreNotNone() {
        assertThat(person(Map.of()).groups()).contains(Set.of());
        assertThat(person(Map.of("_claim_names", Map.of("groups", "src1"))).groups())
                .isEmpty();
    }

    @Test
    void anAccountIsLinkedByAVerifiedAddressWhereThatIsAllowedOnly() {
        Holder person = holder(true);
        PersonClaims verified = person(Map.of("email", "anna@example.org", "email_verified", true));
        PersonClaims claimed = person(Map.of("email", "anna@example.org", "email_verified", false));
        PersonClaims silent = person(Map.of("email", "anna@example.org"));
        OidcConfig allowed = config(Creation.ALWAYS, Set.of(), true);
        assertThat(allowed.links(verified, person)).isTrue();
        assertThat(allowed.links(claimed, person)).isFalse();
        assertThat(allowed.links(silent, person)).isFalse();
        assertThat(allowed.links(verified, holder(false)))
                .as("who runs ChatBoard")
                .isFalse();
        assertThat(config(Creation.ALWAYS, Set.of(), false).links(verified, person))
                .isFalse();
    }

    @Test
    void aUserNameThatLooksLikeAnAddressIsNotAVerifiedOne() {
        PersonClaims person = person(Map.of("preferred_username", "anna@example.org", "email_verified", true));
        assertThat(person.email()).isEqualTo("anna@example.org");
        assertThat(person.emailVerified()).isFalse();
    }

    private static Holder holder(boolean mayBeLinked) {
        return new Holder(ANNA, mayBeLinked);
    }
}
