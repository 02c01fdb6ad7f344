package org.chatboard.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import org.chatboard.testing.contract.Witness;

/** What every answer has to be, whatever was asked by whomever. */
final class Decency {

    /** What runs here, which is nobody's business. */
    private static final Pattern INSIDES = Pattern.compile(
            "payara|glassfish|grizzly|jersey|weld|eclipselink|hazelcast|org\\.chatboard|jakarta\\.|\\bjava\\.[a-z]+"
                    + "|exception|\\bat [\\w.$]+\\([\\w.]+:\\d+\\)|sqlstate",
            Pattern.CASE_INSENSITIVE);

    private Decency() {}

    /** No failure of the server, no word about what runs, and a refusal that programs understand. */
    static HttpResponse<String> expect(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(500);
        expectSilence(answer);
        boolean isStillborn = Witness.isStillborn(answer.uri().getRawPath(), answer.statusCode(), answer.body());
        if (answer.statusCode() >= 400 && !isStillborn) {
            assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                    .startsWith(
                            answer.uri().getRawPath().startsWith("/chatboard/scim/")
                                    ? "application/scim+json"
                                    : "application/problem+json");
        }
        return answer;
    }

    /** No word about what runs here. */
    static void expectSilence(HttpResponse<String> answer) {
        String told = answer.headers().map() + answer.body();
        assertThat(INSIDES.matcher(told).find()).as(told).isFalse();
        assertThat(answer.headers().map()).doesNotContainKeys("server", "x-powered-by");
    }
}
