package org.chatboard.security.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The proxies that we show take from browsers what only proxies may say, on every path that leads to ChatBoard. */
class ProxyExamplesTest {

    private static final Pattern NGINX_LOCATION = Pattern.compile("location [^{]*\\{([^}]*)}");

    private static final Pattern APACHE_EXAMPLE = Pattern.compile("```apache\n(.*?)```", Pattern.DOTALL);

    private static final Pattern APACHE_HOST =
            Pattern.compile("<VirtualHost [^>]*>(.*?)</VirtualHost>", Pattern.DOTALL);

    private static final Pattern APACHE_SECTION = Pattern.compile("<Location .*?</Location>", Pattern.DOTALL);

    @Test
    void nginxWritesItsOwnHeaders() {
        List<String> ways = found(NGINX_LOCATION, "server-config/nginx/chatboard.conf").stream()
                .filter(location -> location.contains("proxy_pass "))
                .toList();
        assertThat(ways)
                .isNotEmpty()
                .allSatisfy(way -> assertThat(directives(way))
                        .contains(
                                "proxy_set_header X-Remote-User \"\"",
                                "proxy_set_header X-Remote-Email \"\"",
                                "proxy_set_header X-Remote-Name \"\"",
                                "proxy_set_header X-Forwarded-For $remote_addr",
                                "proxy_set_header X-Forwarded-Proto $scheme",
                                "proxy_set_header Forwarded \"\""));
    }

    /** Early, so that a section that sets it comes later; and outside of sections, so that it is for every path. */
    @Test
    void apacheWritesItsOwnHeaders() {
        List<String> hosts = found(APACHE_EXAMPLE, "src/site/markdown/operations.md").stream()
                .flatMap(example -> APACHE_HOST.matcher(example).results().map(match -> match.group(1)))
                .filter(host -> host.contains("ProxyPass "))
                .toList();
        assertThat(hosts)
                .isNotEmpty()
                .allSatisfy(host -> assertThat(APACHE_SECTION
                                .matcher(host)
                                .replaceAll("")
                                .lines()
                                .map(String::strip))
                        .contains(
                                "RequestHeader unset X-Remote-User early",
                                "RequestHeader unset X-Remote-Email early",
                                "RequestHeader unset X-Remote-Name early",
                                "RequestHeader unset X-Forwarded-For early",
                                "RequestHeader unset Forwarded early",
                                "RequestHeader set X-Forwarded-Proto https"));
    }

    private static List<String> found(Pattern pattern, String file) {
        try {
            return pattern.matcher(Files.readString(Path.of(file)))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> directives(String block) {
        return Pattern.compile("#.*")
                .matcher(block)
                .replaceAll("")
                .lines()
                .map(String::strip)
                .filter(line -> line.endsWith(";"))
                .map(line -> line.substring(0, line.length() - 1))
                .toList();
    }
}
