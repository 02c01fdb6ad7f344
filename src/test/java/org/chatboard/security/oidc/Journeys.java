package org.chatboard.security.oidc;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.chatboard.testing.Person;
import org.chatboard.testing.Window;

/** Ways to Keycloak and back without a window, step by step, so that a test can change what comes back. */
final class Journeys {

    private final Map<String, Map<String, String>> jars = new HashMap<>();

    HttpResponse<String> signOn(Person person, String name) {
        return person.get(local(answer(person, name)));
    }

    /** Where the provider sends the browser back to. */
    URI answer(Person person, String name) {
        return atKeycloak(person, person.get("/auth/oidc/start"), name);
    }

    URI atKeycloak(Person person, HttpResponse<String> start, String name) {
        HttpResponse<String> page = there(person, HttpRequest.newBuilder(URI.create(location(start))));
        String action = Objects.requireNonNull(Keycloak.formAction(page.body()), page::body);
        String typed = "username=" + encode(name) + "&password=" + encode(name + "-pw");
        return URI.create(location(there(
                person,
                HttpRequest.newBuilder(URI.create(action))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(typed)))));
    }

    /** Keycloak's cookies are for TLS or this machine; browsers know the second case, Java does not. */
    HttpResponse<String> there(Person person, HttpRequest.Builder request) {
        Map<String, String> jar = jars.computeIfAbsent(person.username(), nobody -> new LinkedHashMap<>());
        String cookies = jar.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("; "));
        HttpResponse<String> answer = person.send(cookies.isEmpty() ? request : request.header("Cookie", cookies));
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
            jar.put(cookie.replaceFirst("=.*", ""), cookie.replaceFirst("[^=]*=([^;]*).*", "$1"));
        }
        return answer;
    }

    /** Whatever a signed-in page can get hold of, but for cookies out of its reach. */
    static String reachable(Window window) {
        return String.valueOf(window.evaluate("""
                async () => {
                  const told = ['session', 'users/me', 'users/me/sessions', 'sync'].map(async (path) =>
                    (await fetch('/chatboard/api/v1/' + path)).text());
                  const kept = [document.cookie, JSON.stringify(localStorage), JSON.stringify(sessionStorage)];
                  return [document.documentElement.outerHTML, ...kept, ...(await Promise.all(told))].join('\\n');
                }"""));
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.body()));
    }

    static String path(HttpResponse<String> answer) {
        return answer.uri().resolve(location(answer)).getPath();
    }

    static String query(HttpResponse<String> answer) {
        return String.valueOf(answer.uri().resolve(location(answer)).getRawQuery());
    }

    static String local(URI answer) {
        return answer.getRawPath().replaceFirst("/chatboard", "") + "?" + answer.getRawQuery();
    }

    static String parameter(URI address, String name) {
        return address.getRawQuery().replaceFirst("(^|.*&)" + name + "=([^&]*).*", "$2");
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
