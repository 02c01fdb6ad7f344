package org.chatboard.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Form;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.chatboard.testing.Visitor;
import org.chatboard.testing.log.ServerLog;
import org.chatboard.webhooks.Sql;
import org.junit.jupiter.api.Test;

/** With a second factor the password alone opens nothing, neither on the page nor over the API. */
public class SecondFactorIT {

    static final String PAGE = "/profile/second-factor";

    private static final Pattern SECRET = Pattern.compile("class=\"factor-secret\">([A-Z2-7 ]{39})<");

    private static final Pattern RECOVERY = Pattern.compile("<code>((?:[a-z2-7]{4}-){5}[a-z2-7]{4})</code>");

    private static final String REMEMBER = "CHATBOARD_REMEMBER";

    private final Person anna = Person.anna().joins();

    private String secret = "";

    private List<String> recovery = List.of();

    /** With the code of this time step; a test goes on with that of the next, so both are good when a step passes meanwhile. */
    private void turnOn() {
        HttpResponse<String> page = anna.open(PAGE);
        secret = secretIn(page.body());
        HttpResponse<String> on = send(anna, page, anna.password(), code(secret, 0));
        assertThat(on.body()).contains("The second factor is on.").doesNotContain(secret);
        recovery = RECOVERY.matcher(on.body())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aCodeIsAskedForAfterThePassword() {
        turnOn();
        Person phone = anna.atAnotherDevice();
        HttpResponse<String> first =
                phone.trySignIn(phone.open("/login?next=%2Fprofile"), anna.username(), anna.password());
        assertThat(first.headers().firstValue("Location").orElseThrow()).contains("/login/code?next=%2Fprofile");
        assertThat(phone.cookie("CHATBOARD")).isEmpty();
        assertThat(phone.get("/api/v1/users/me").statusCode()).isEqualTo(401);
        HttpResponse<String> page = phone.follow(first);
        assertThat(page.body()).contains("One more step").doesNotContain("factor-qr", secret);
        HttpResponse<String> wrong = answer(phone, page, "000000");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.body()).contains("This is not a code of this moment");
        HttpResponse<String> right = answer(phone, wrong, code(secret, 1));
        assertThat(right.headers().firstValue("Location").orElseThrow()).endsWith("/chatboard/profile");
        assertThat(phone.get("/api/v1/users/me").statusCode()).isEqualTo(200);
        assertThat(phone.cookie("CHATBOARD_STEP")).isEmpty();
        assertThat(ChatServer.shared().log()).doesNotContain(secret);
    }

    @Test
    void noCodeIsTakenTwice() {
        turnOn();
        String code = code(secret, 1);
        ServerLog log = ServerLog.fromNow();
        assertThat(answer(anna.atAnotherDevice(), code).statusCode()).isEqualTo(302);
        assertThat(answer(anna.atAnotherDevice(), code).statusCode()).isEqualTo(401);
        log.await("A wrong code for " + anna.id() + " from 127.0.0.1");
        assertThat(answer(anna.atAnotherDevice(), code(secret, 0)).statusCode()).isEqualTo(401);
        assertThat(answer(anna.atAnotherDevice(), recovery.get(3)).statusCode()).isEqualTo(302);
        assertThat(answer(anna.atAnotherDevice(), recovery.get(3)).statusCode()).isEqualTo(401);
        assertThat(anna.open(PAGE).body()).contains("<strong>9</strong>").doesNotContain(recovery.get(4));
    }

    @Test
    void whatIsOwedIsBoundToOneBrowser() {
        turnOn();
        Person phone = anna.atAnotherDevice();
        phone.trySignIn(phone.open("/login"), anna.username(), anna.password());
        Visitor stranger = new Visitor();
        assertThat(stranger.open("/login/code").uri().getPath()).endsWith("/login");
        stranger.addCookie("CHATBOARD_STEP", "A".repeat(32));
        assertThat(stranger.open("/login/code").uri().getPath()).endsWith("/login");
        assertThat(phone.open("/login/code").uri().getPath()).endsWith("/login/code");
    }

    @Test
    void aNewPasswordEndsWhatIsOwedForTheOldOne() {
        turnOn();
        Person phone = anna.atAnotherDevice();
        phone.trySignIn(phone.open("/login"), anna.username(), anna.password());
        assertThat(phone.open("/login/code").uri().getPath()).endsWith("/login/code");
        HttpResponse<String> page = anna.open(SecurityPageIT.PAGE);
        String next = "nine green kites over town";
        Form form = Form.in(page.body(), "form")
                .fill("present", anna.password())
                .fill("password", next)
                .fill("passwordRepeat", next);
        assertThat(anna.submit(page, form).body()).contains("Your password is changed.");
        assertThat(phone.open("/login/code").uri().getPath()).endsWith("/login");
    }

    /** A browser that is remembered showed a code before; one that did not shows it once. */
    @Test
    void aRememberedBrowserShowsACodeOnce() {
        Person before = anna.atAnotherDevice();
        assertThat(remembered(before).headers().firstValue("Location").orElse(""))
                .endsWith("/dashboard");
        String old = before.cookie(REMEMBER).orElseThrow();
        turnOn();
        assertThat(reopened(old)).isEqualTo(401);
        Person phone = anna.atAnotherDevice();
        HttpResponse<String> asks = remembered(phone);
        assertThat(asks.headers().firstValue("Location").orElse("")).contains("/login/code");
        assertThat(phone.cookie(REMEMBER)).isEmpty();
        answer(phone, phone.follow(asks), code(secret, 1));
        assertThat(reopened(phone.cookie(REMEMBER).orElseThrow())).isEqualTo(200);
    }

    private static HttpResponse<String> remembered(Person device) {
        HttpResponse<String> page = device.open("/login");
        return device.submit(
                page,
                Form.in(page.body(), "form")
                        .fill("username", device.username())
                        .fill("password", device.password())
                        .set("form:remember", "on"));
    }

    /** How a browser fares that was closed and has nothing but this. */
    private static int reopened(String secret) {
        Visitor browser = new Visitor();
        browser.addCookie(REMEMBER, secret);
        return browser.get("/api/v1/users/me").statusCode();
    }

    @Test
    void guessingCostsAPauseFromWherever() {
        turnOn();
        for (int i = 0; i < 5; i++) {
            assertThat(session("\"code\":\"00000" + i + "\"")).isEqualTo("401 wrong_code");
        }
        assertThat(session("\"code\":\"" + code(secret, 1) + "\"")).isEqualTo("429 too_many_failures");
        HttpResponse<String> locked = answer(anna.atAnotherDevice(), recovery.get(0));
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void programsSendTheCodeWithThePassword() {
        turnOn();
        assertThat(session("")).isEqualTo("401 second_factor_required");
        assertThat(session("\"code\":\"123\"")).isEqualTo("401 wrong_code");
        String code = code(secret, 1);
        assertThat(session("\"code\":\"" + code + "\"")).startsWith("201");
        assertThat(session("\"code\":\"" + code + "\"")).isEqualTo("401 wrong_code");
        assertThat(session("\"code\":" + Json.quoted(recovery.get(0)))).startsWith("201");
        assertThat(session("\"code\":7")).isEqualTo("400 wrong_type");
        assertThat(session("\"code\":\"" + "x".repeat(255) + "\"")).isEqualTo("400 too_long");
    }

    @Test
    void turningItOffTakesPasswordAndCode() {
        turnOn();
        HttpResponse<String> page = anna.open(PAGE);
        assertThat(page.body()).doesNotContain("factor-qr", secret);
        assertThat(send(anna, page, "not it", code(secret, 1)).body()).contains("not your present password");
        assertThat(send(anna, anna.open(PAGE), anna.password(), "111111").body())
                .contains("not a code of this moment");
        assertThat(send(anna, anna.open(PAGE), anna.password(), code(secret, 1)).body())
                .contains("The second factor is off.")
                .doesNotContain(secret);
        assertThat(ChatServer.shared().log())
                .contains(
                        anna.username() + " turned the second factor on from 127.0.0.1",
                        anna.username() + " turned the second factor off from 127.0.0.1");
        assertThat(session("")).startsWith("201");
    }

    @Test
    void itIsOnlyOnAfterTheRightPasswordAndCode() {
        HttpResponse<String> page = anna.open(PAGE);
        String shown = secretIn(page.body());
        assertThat(send(anna, page, "not it", code(shown, 1)).body()).contains("not your present password");
        assertThat(send(anna, page, anna.password(), "").body()).contains("not a code of this moment");
        assertThat(secretIn(anna.open(PAGE).body())).isNotEqualTo(shown);
        assertThat(session("")).startsWith("201");
    }

    @Test
    void theSecretIsEncryptedInTheDatabaseAndNeverTakenForNone() {
        turnOn();
        String row = "select secret from second_factors where user_id = '" + anna.id() + "'";
        String sealed = Sql.run(row).get(0);
        assertThat(sealed).startsWith("sealed.").doesNotContain(secret);
        setSecret(secret);
        assertThat(session("\"code\":\"" + code(secret, 1) + "\"")).startsWith("201");
        assertThat(Sql.run(row).get(0)).startsWith("sealed.").isNotEqualTo(sealed);
        setSecret(sealed.replaceFirst("sealed\\.[0-9a-f]{12}", "sealed.0123456789ab"));
        assertThat(session("")).isEqualTo("401 second_factor_required");
        assertThat(session("\"code\":\"" + code(secret, 1) + "\"")).isEqualTo("503 unavailable");
        assertThat(answer(anna.atAnotherDevice(), code(secret, 1)).statusCode()).isEqualTo(503);
        assertThat(ChatServer.shared().log()).contains("was sealed with the key 0123456789ab");
        setSecret(sealed);
        assertThat(session("\"code\":\"" + code(secret, 1) + "\"")).startsWith("201");
    }

    /** Nobody has to change it (ASVS 5.0, 6.2.10). Here, for statements past ChatBoard are at hand. */
    @Test
    void aPasswordOfLongAgoIsAsGoodAsAny() {
        Sql.run("update users set created_at = timestamp '2001-01-01 00:00:00' where id = '" + anna.id() + "'");
        assertThat(session("")).startsWith("201");
    }

    /** And forgets the codes that were used, for the two a test has are soon gone. */
    private void setSecret(String kept) {
        Sql.run("update second_factors set last_step = 0, secret = '" + kept + "' where user_id = '" + anna.id() + "'");
    }

    private String session(String more) {
        HttpResponse<String> answer = new Visitor()
                .postJson(
                        "/api/v1/session",
                        "{\"username\":" + Json.quoted(anna.username()) + ",\"password\":"
                                + Json.quoted(anna.password()) + (more.isEmpty() ? "" : ",") + more + "}");
        return answer.statusCode() + " "
                + (answer.statusCode() == 201 ? "" : Json.object(answer.body()).getString("code"));
    }

    private HttpResponse<String> answer(Person device, String code) {
        HttpResponse<String> first = device.trySignIn(device.open("/login"), anna.username(), anna.password());
        return answer(device, device.follow(first), code);
    }

    private static HttpResponse<String> answer(Person device, HttpResponse<String> page, String code) {
        return device.submit(page, Form.in(page.body(), "form").fill("code", code));
    }

    private static HttpResponse<String> send(Person person, HttpResponse<String> page, String password, String code) {
        URI address = page.uri();
        assertThat(address.getPath()).endsWith(PAGE);
        return person.submit(
                page, Form.in(page.body(), "form").fill("present", password).fill("code", code));
    }

    /** The secret of the second factor that the page shows. */
    public static String secretIn(String page) {
        var found = SECRET.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1).replace(" ", "");
    }

    /** What an app shows, computed apart from the server: RFC 6238 over RFC 4226. */
    public static String code(String secret, int stepsAhead) {
        BigInteger number = BigInteger.ONE;
        for (int i = 0; i < secret.length(); i++) {
            number = number.shiftLeft(5)
                    .add(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(secret.charAt(i))));
        }
        byte[] marked = number.toByteArray();
        long step = System.currentTimeMillis() / 30_000 + stepsAhead;
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(marked, 1, marked.length - 1, "HmacSHA1"));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int at = hash[hash.length - 1] & 15;
            int value = ByteBuffer.wrap(hash, at, 4).getInt() & 0x7fffffff;
            return String.format(Locale.ROOT, "%06d", value % 1_000_000);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new AssertionError(everyJavaHasIt);
        }
    }
}
