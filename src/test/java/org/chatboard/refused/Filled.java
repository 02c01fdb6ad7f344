package org.chatboard.refused;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.chatboard.security.account.SecondFactorIT;
import org.chatboard.testing.Form;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.tokens.Program;
import org.chatboard.webhooks.Sql;

/**
 * A form of a page, so filled in that sending it changes something.
 *
 * @param who has the page open
 * @param page that is open
 * @param form as it would be sent
 * @param state what it changes, as a question to the database
 */
record Filled(Visitor who, HttpResponse<String> page, Form form, String state) {

    private static final String NEW = "seven purple lamps in a row";

    private static final String OF = " u where u.username = '";

    /** Makes one for somebody new. */
    interface Maker {
        Filled of(Person anna);
    }

    /** By page and id of the form. Each form of the pages is in here, but for those that {@code FormsIT} names. */
    static final Map<String, Maker> ALL = new TreeMap<>(Map.ofEntries(
            Map.entry("/login form", anna -> {
                anna.signUp();
                return on(new Visitor(), "/login", "form", signInOf(anna), sessions(anna));
            }),
            Map.entry("/register form", anna -> {
                HttpResponse<String> page = anna.open("/register");
                return new Filled(anna, page, anna.signUpForm(page), user("count(*)", anna));
            }),
            Map.entry("/forgot form", anna -> {
                anna.signUp();
                return on(
                        new Visitor(),
                        "/forgot",
                        "form",
                        form -> form.fill("name", anna.username()),
                        count("password_resets", anna));
            }),
            Map.entry("/reset form", anna -> {
                anna.signUp();
                String link = "/reset?token=" + secret("password_resets", "", anna);
                return on(new Visitor(), link, "form", Filled::newPassword, user("password_hash", anna));
            }),
            Map.entry(
                    "/dashboard signOut",
                    anna -> on(anna.joins(), "/dashboard", "signOut", form -> form, sessions(anna))),
            Map.entry("/login/code form", anna -> {
                String secret = turnOn(anna.joins());
                Visitor phone = new Visitor();
                HttpResponse<String> login = phone.open("/login");
                phone.submit(login, signInOf(anna).apply(Form.in(login.body(), "form")));
                return on(
                        phone,
                        "/login/code",
                        "form",
                        form -> form.fill("code", SecondFactorIT.code(secret, 1)),
                        sessions(anna));
            }),
            Map.entry("/profile form", anna -> {
                anna.joins();
                String state = "select p.status_text from user_profiles p join users u on u.id = p.user_id"
                        + " where u.username = '" + anna.username() + "'";
                return on(anna, "/profile", "form", form -> form.fill("text", "was here"), state);
            }),
            Map.entry(
                    "/profile/email form",
                    anna -> on(
                            anna.joins(),
                            "/profile/email",
                            "form",
                            form -> form.fill("email", "new-" + anna.email()).fill("present", anna.password()),
                            count("email_changes", anna))),
            Map.entry("/profile/email/confirm form", anna -> {
                anna.joins();
                String link = "/profile/email/confirm?token=" + secret("email_changes", "new-" + anna.email(), anna);
                return on(anna, link, "form", form -> form, user("email", anna));
            }),
            Map.entry(
                    "/profile/security form",
                    anna -> on(
                            anna.joins(),
                            "/profile/security",
                            "form",
                            form -> newPassword(form).fill("present", anna.password()),
                            user("password_hash", anna))),
            Map.entry("/profile/security/end form", anna -> {
                anna.joins().atAnotherDevice().signIn();
                return on(
                        anna,
                        "/profile/security/end?id=others",
                        "form",
                        form -> form.fill("present", anna.password()),
                        sessions(anna));
            }),
            Map.entry("/profile/second-factor form", anna -> {
                HttpResponse<String> page = anna.joins().open("/profile/second-factor");
                return new Filled(
                        anna,
                        page,
                        factorForm(anna, page),
                        count("second_factors", anna) + " and r.confirmed_at is not null");
            }),
            Map.entry(
                    "/profile/tokens form",
                    anna -> on(
                            anna.joins(),
                            "/profile/tokens",
                            "form",
                            form -> form.fill("name", "Build").set("form:read", "true"),
                            count("api_tokens", anna))),
            Map.entry("/profile/tokens list", anna -> {
                String token = Program.of(anna.joins(), "read").id();
                return on(
                        anna,
                        "/profile/tokens",
                        "list",
                        form -> form.set("revoke", token),
                        count("api_tokens", anna) + " and r.revoked_at is null");
            }),
            Map.entry("/admin/identities waiting", anna -> {
                anna.signUp();
                String id = UUID.randomUUID().toString();
                Sql.run("insert into identity_requests (id, issuer, subject, name, email, user_id, asked_at) select '"
                        + id
                        + "', 'https://idp.example', '" + id + "', 'Anna', u.email, u.id, current_timestamp from users"
                        + OF + anna.username() + "'");
                return on(
                        Person.administrator(),
                        "/admin/identities",
                        "waiting",
                        form -> form.without("dismiss").set("approve", id),
                        count("identity_requests", anna) + " and r.approved_at is null");
            }),
            Map.entry("/admin/identities form", anna -> {
                anna.signUp();
                String id = UUID.randomUUID().toString();
                Sql.run(
                        "insert into external_identities (id, user_id, issuer, subject, created_at, last_used_at) select '"
                                + id + "', u.id, 'https://idp.example', '" + id
                                + "', current_timestamp, current_timestamp from"
                                + " users" + OF + anna.username() + "'");
                return found(
                        "/admin/identities", anna, form -> form.set("unlink", id), count("external_identities", anna));
            }),
            Map.entry(
                    "/admin/sign-ins form",
                    anna -> found(
                            "/admin/sign-ins",
                            anna.joins(),
                            form -> form.without("factor").set("end", "true"),
                            sessions(anna)))));

    private static Filled on(Visitor who, String address, String id, UnaryOperator<Form> fill, String state) {
        HttpResponse<String> page = who.open(address);
        return new Filled(who, page, fill.apply(Form.in(page.body(), id)), state);
    }

    /** On a page where an administrator looks for somebody first. */
    private static Filled found(String address, Person anna, UnaryOperator<Form> fill, String state) {
        Person ida = Person.administrator();
        HttpResponse<String> page = ida.open(address);
        HttpResponse<String> found =
                ida.submit(page, Form.in(page.body(), "form").fill("username", anna.username()));
        Form form = fill.apply(Form.in(found.body(), "form").without("form:find"));
        return new Filled(ida, found, form, state);
    }

    private static UnaryOperator<Form> signInOf(Person anna) {
        return form -> form.fill("username", anna.username()).fill("password", anna.password());
    }

    private static Form newPassword(Form form) {
        return form.fill("password", NEW).fill("passwordRepeat", NEW);
    }

    private static Form factorForm(Person anna, HttpResponse<String> page) {
        return Form.in(page.body(), "form")
                .fill("present", anna.password())
                .fill("code", SecondFactorIT.code(SecondFactorIT.secretIn(page.body()), 0));
    }

    private static String turnOn(Person anna) {
        HttpResponse<String> page = anna.open("/profile/second-factor");
        anna.submit(page, factorForm(anna, page));
        return SecondFactorIT.secretIn(page.body());
    }

    /** As if a letter with it had gone out. */
    private static String secret(String table, String email, Person anna) {
        byte[] random = UUID.randomUUID().toString().substring(0, 32).getBytes(StandardCharsets.US_ASCII);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
            Sql.run("insert into " + table + " (id, user_id, token_hash, created_at, expires_at"
                    + (email.isEmpty() ? "" : ", email") + ") select '" + UUID.randomUUID() + "', u.id, '"
                    + HexFormat.of().formatHex(hash) + "', current_timestamp, current_timestamp + interval '30' minute"
                    + (email.isEmpty() ? "" : ", '" + email + "'") + " from users" + OF + anna.username() + "'");
            return secret;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String user(String column, Person anna) {
        return "select " + column + " from users" + OF + anna.username() + "'";
    }

    private static String count(String table, Person anna) {
        return "select count(*) from " + table + " r join users u on u.id = r.user_id where u.username = '"
                + anna.username() + "'";
    }

    private static String sessions(Person anna) {
        return count("login_sessions", anna) + " and r.ended_at is null";
    }

    List<String> stateNow() {
        return Sql.run(state);
    }
}
