package org.chatboard.security.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.UnaryOperator;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.junit.jupiter.api.Test;

/** Administrators decide who of the provider has an account that was here before. */
class IdentityLinksIT extends ProviderCase {

    private static final String WAITING = "/api/v1/admin/identity-requests";

    /** Of a person whose e-mail address an account has that was here before. */
    private static UnaryOperator<JWTClaimsSet.Builder> late(String subject, Person owner) {
        return claims -> claims.subject(subject)
                .claim("email", owner.email())
                .claim("preferred_username", subject)
                .claim("sid", subject);
    }

    private static List<JsonObject> waiting(String subject) {
        return Person.administrator().json(WAITING).getJsonArray("items").getValuesAs(JsonObject.class).stream()
                .filter(one -> one.getString("subject").equals(subject))
                .toList();
    }

    @Test
    void anAdministratorGivesAnAccountToWhomItBelongsAndTakesItBack() {
        Person owner = Person.ben().joins();
        Person ida = Person.administrator();
        UnaryOperator<JWTClaimsSet.Builder> claims = late("late-" + RUN, owner);
        assertThat(outcome(new Visitor(), claims)).contains("sso=email_taken");
        assertThat(outcome(new Visitor(), claims)).contains("sso=email_taken");
        assertThat(owner.get(WAITING).statusCode()).isEqualTo(403);
        JsonObject asked = waiting("late-" + RUN).get(0);
        assertThat(waiting("late-" + RUN)).as("asked twice").hasSize(1);
        assertThat(asked.getString("username")).isEqualTo(owner.username());
        assertThat(asked.getBoolean("approved")).isFalse();

        HttpResponse<String> page = ida.open("/admin/identities");
        assertThat(page.body()).contains("late-" + RUN, owner.username(), owner.email());
        HttpResponse<String> given = ida.submit(
                page, Form.in(page.body(), "waiting").without("dismiss").set("approve", asked.getString("id")));
        assertThat(given.body()).contains("theirs at the next sign-in");
        assertThat(waiting("late-" + RUN).get(0).getBoolean("approved")).isTrue();
        Person came = Person.carla();
        assertThat(outcome(came, claims)).endsWith("/dashboard");
        assertThat(came.json("/api/v1/users/me").getString("username")).isEqualTo(owner.username());
        assertThat(isIn(owner)).as("the password still counts").isEqualTo(200);
        assertThat(owner.open("/profile/security").body()).contains("Sign-in by your organisation");
        assertThat(ida.open("/profile/security").body()).doesNotContain("Sign-in by your organisation");
        assertThat(waiting("late-" + RUN)).isEmpty();

        assertThat(outcome(new Visitor(), late("other-late-" + RUN, owner))).contains("sso=email_taken");
        String other = WAITING + "/" + waiting("other-late-" + RUN).get(0).getString("id");
        HttpResponse<String> taken = ida.sendJson("POST", other + "/approval", "");
        assertThat(taken.statusCode()).isEqualTo(409);
        assertThat(taken.body()).contains("already_linked");
        assertThat(ida.sendJson("DELETE", other, "").statusCode()).isEqualTo(204);
        assertThat(waiting("other-late-" + RUN)).isEmpty();
        assertThat(ida.sendJson("POST", other + "/approval", "").statusCode()).isEqualTo(404);

        String links = "/api/v1/admin/users/" + owner.username() + "/identities";
        JsonObject link = ida.json(links).getJsonArray("items").getJsonObject(0);
        assertThat(link.getString("subject")).isEqualTo("late-" + RUN);
        assertThat(owner.get(links).statusCode()).isEqualTo(403);
        assertThat(ida.sendJson("DELETE", links + "/" + link.getString("id"), "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(isIn(came)).isEqualTo(401);
        assertThat(isIn(owner)).isEqualTo(200);
        assertThat(outcome(new Visitor(), claims)).contains("sso=email_taken");

        String again = WAITING + "/" + waiting("late-" + RUN).get(0).getString("id");
        assertThat(ida.sendJson("POST", again + "/approval", "").statusCode()).isEqualTo(204);
        assertThat(outcome(new Visitor(), claims)).endsWith("/dashboard");
    }
}
