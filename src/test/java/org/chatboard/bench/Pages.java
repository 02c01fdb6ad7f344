package org.chatboard.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.LongFunction;
import org.HdrHistogram.Histogram;

/** Asks for pages one after the other: how long one answer takes when nobody else asks. */
final class Pages {

    private static final long LONGEST_MICROS = 60_000_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String cookie;

    Pages(String cookie) {
        this.cookie = cookie;
    }

    /**
     * What asking showed.
     *
     * @param perSecond answers per second to one who asks again at once
     * @param p50 milliseconds
     * @param p95 milliseconds
     * @param bytes of the last answer
     */
    record Result(double perSecond, double p50, double p95, int bytes) {}

    /** Asks for so many seconds, after half as long to warm up; {@code address} is given the number of the request. */
    Result ask(LongFunction<URI> address, double seconds) throws IOException, InterruptedException {
        long warmUntil = System.nanoTime() + (long) (seconds * 5e8);
        long request = 0;
        while (System.nanoTime() < warmUntil) {
            get(address.apply(request++));
        }
        Histogram micros = new Histogram(LONGEST_MICROS, 3);
        long start = System.nanoTime();
        int bytes = 0;
        while (System.nanoTime() - start < seconds * 1e9) {
            long asked = System.nanoTime();
            bytes = get(address.apply(request++));
            micros.recordValue(Math.min(LONGEST_MICROS, (System.nanoTime() - asked) / 1_000));
        }
        return new Result(
                micros.getTotalCount() / ((System.nanoTime() - start) / 1e9),
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(95) / 1e3,
                bytes);
    }

    private int get(URI address) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(address).header("Cookie", cookie).build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new AssertionError(address + ": " + answer.statusCode());
        }
        return answer.body().length;
    }
}
