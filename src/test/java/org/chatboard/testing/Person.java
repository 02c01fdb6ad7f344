package org.chatboard.testing;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One of the cast: Anna, Ben or Carla, and the administrator Ida. Each call makes a new person with a user name of its
 * own, so that no test meets the people of another. They use the pages as everybody does.
 */
public final class Person extends Visitor {

    private static final Path IDA = ChatServer.shared().home().resolve("ida");
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final String RUN = Long.toString(System.nanoTime() & 0xfffffL, 36);

    private final String username;
    private final String firstName;
    private final String lastName;
    private final String password;
    private @Nullable UUID id;

    private Person(String firstName, String family) {
        String suffix = RUN + "-" + NEXT.incrementAndGet();
        this.firstName = firstName;
        this.lastName = family + " " + suffix;
        this.username = firstName.toLowerCase(Locale.ROOT) + "-" + suffix;
        this.password = "correct horse of " + suffix;
    }

    /** Anna Berger, who has no account yet. */
    public static Person anna() {
        return new Person("Anna", "Berger");
    }

    /** Ben Okafor, who has no account yet. */
    public static Person ben() {
        return new Person("Ben", "Okafor");
    }

    /** Carla Rossi, who has no account yet. */
    public static Person carla() {
        return new Person("Carla", "Rossi");
    }

    /** Ida Lind, who is going to run the installation. */
    public static Person ida() {
        return new Person("Ida", "Lind");
    }

    /**
     * Ida, who runs this installation and is signed in on another device than whoever asked before. The token of the
     * installation makes her unless it was used before; her password is kept beside it for runs that keep the server.
     */
    public static Person administrator() {
        try {
            if (Files.notExists(IDA)) {
                String token =
                        Files.readString(IDA.resolveSibling("data/setup-token")).strip();
                Person ida = ida();
                HttpResponse<String> made = ida.postJson(
                        "/api/v1/setup",
                        "{\"token\":\"%s\",\"username\":\"%s\",\"email\":\"%s\",\"firstName\":\"%s\",\"lastName\":\"%s\",\"password\":\"%s\"}"
                                .formatted(
                                        token, ida.username, ida.email(), ida.firstName, ida.lastName, ida.password));
                if (made.statusCode() != 201) {
                    throw new AssertionError("no administrator: " + made.body());
                }
                ida.becameAdministrator();
            }
            return new Person(Files.readAllLines(IDA)).signIn();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The token of the installation was used for this person. */
    public Person becameAdministrator() throws IOException {
        Files.write(IDA, List.of(username, firstName, lastName, password));
        return this;
    }

    private Person(List<String> lines) {
        this.username = lines.get(0);
        this.firstName = lines.get(1);
        this.lastName = lines.get(2);
        this.password = lines.get(3);
    }

    /** Fills in the form for a new account, does not send it. */
    public Form signUpForm(HttpResponse<String> page) {
        return Form.in(page.body(), "form")
                .fill("username", username)
                .fill("email", email())
                .fill("firstName", firstName)
                .fill("lastName", lastName)
                .fill("password", password)
                .fill("passwordRepeat", password);
    }

    /** Creates the account through the page. */
    public Person signUp() {
        HttpResponse<String> page = open("/register");
        HttpResponse<String> answer = submit(page, signUpForm(page));
        if (!isRedirectTo(answer, "/login")) {
            throw new AssertionError("could not register: " + answer.statusCode() + "\n" + answer.body());
        }
        return this;
    }

    /** Sends the sign-in form that {@code page} shows; redirects are not followed. */
    public HttpResponse<String> trySignIn(HttpResponse<String> page, String name, String withPassword) {
        return submit(page, Form.in(page.body(), "form").fill("username", name).fill("password", withPassword));
    }

    /** Signs in through the page. */
    public Person signIn() {
        HttpResponse<String> answer = trySignIn(open("/login"), username, password);
        if (!isRedirectTo(answer, "/dashboard")) {
            throw new AssertionError("could not sign in: " + answer.statusCode() + "\n" + answer.body());
        }
        return this;
    }

    /** Creates the account and signs in. */
    public Person joins() {
        return signUp().signIn();
    }

    /** What the API says, as an object; the answer must be 200. */
    public JsonObject json(String path) {
        HttpResponse<String> answer = get(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + ": " + answer.statusCode() + "\n" + answer.body());
        }
        return Json.object(answer.body());
    }

    /** The id of this person, who must be signed in. */
    public UUID id() {
        if (id == null) {
            id = UUID.fromString(json("/api/v1/users/me").getString("id"));
        }
        return id;
    }

    /** The same person at another device, not signed in there. */
    public Person atAnotherDevice() {
        return new Person(this);
    }

    /** The same person under another name, who has no account yet. */
    public Person calling(String firstName, String lastName) {
        return new Person(this, firstName, lastName);
    }

    private Person(Person other) {
        this(other, other.firstName, other.lastName);
    }

    private Person(Person other, String firstName, String lastName) {
        this.username = other.username;
        this.firstName = firstName;
        this.lastName = lastName;
        this.password = other.password;
    }

    /** The sign-in name. */
    public String username() {
        return username;
    }

    /** The e-mail address. */
    public String email() {
        return username + "@example.org";
    }

    /** The given name. */
    public String firstName() {
        return firstName;
    }

    /** The family name. */
    public String lastName() {
        return lastName;
    }

    /** First and last name. */
    public String displayName() {
        return firstName + " " + lastName;
    }

    /** The password. */
    public String password() {
        return password;
    }

    private static boolean isRedirectTo(HttpResponse<String> answer, String path) {
        return answer.statusCode() / 100 == 3
                && answer.headers()
                        .firstValue("Location")
                        .filter(location -> location.contains("/chatboard" + path))
                        .isPresent();
    }
}
