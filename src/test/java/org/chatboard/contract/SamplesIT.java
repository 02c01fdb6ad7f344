package org.chatboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.chatboard.testing.ChatServer;
import org.chatboard.testing.Command;
import org.chatboard.testing.Json;
import org.chatboard.testing.Person;
import org.junit.jupiter.api.Test;

/** The samples of the guide do what it says: they run one after the other, in one shell, as readers would try them. */
class SamplesIT {

    private static final Pattern SAMPLE = Pattern.compile("(?s)```bash\n(.*?)```");

    @Test
    void theSamplesOfTheGuideWork() throws IOException {
        Person anna = Person.anna().joins();
        Person ben = Person.ben().joins();
        Map<String, String> environment = new HashMap<>();
        environment.put("CHATBOARD", ChatServer.shared().url("").toString());
        environment.put("TOKEN", token(anna));
        environment.put("USERNAME", anna.username());
        environment.put("PASSWORD", anna.password());
        environment.put("COLLEAGUE", ben.username());
        // Nothing is told there: the sample ends before somebody speaks.
        environment.put("RECEIVER", "http://127.0.0.1:9/chat");
        List<String> samples = SAMPLE.matcher(Files.readString(Path.of("src/site/markdown/api.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(samples).hasSizeGreaterThan(8);
        Path folder = Files.createTempDirectory("samples");
        Path script = folder.resolve("samples.sh");
        Files.writeString(
                script,
                "cd '" + folder + "'\n"
                        // Some systems do not have it; the guide says what it is for.
                        + "command -v uuidgen >/dev/null || uuidgen() { cat /proc/sys/kernel/random/uuid; }\n"
                        // What a reader would see as an error fails the test.
                        + "curl() { command curl -sS --fail-with-body \"$@\"; echo; }\n"
                        + String.join("\n", samples));
        Command run = Command.run(
                List.of("bash", "-eux", script.toString()),
                environment,
                folder.resolve("samples.log"),
                Duration.ofMinutes(2));
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(anna.get("/api/v1/users/me").statusCode())
                .as("the guide ends all other sign-ins")
                .isEqualTo(401);
    }

    private static String token(Person owner) {
        String body = owner.postJson("/api/v1/tokens", "{\"name\":\"guide\",\"scopes\":[\"read\",\"write\"]}")
                .body();
        return Json.object(body).getString("secret");
    }
}
