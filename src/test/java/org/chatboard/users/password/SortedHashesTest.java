package org.chatboard.users.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The file is searched as it lies there. Its hashes are numbers here, so that it is known what stands between them. */
class SortedHashesTest {

    /** So far two hashes of these files lie apart; what is no multiple of it is not there. */
    private static final int STEP = 10;

    @TempDir
    Path folder = Path.of("");

    private static String hash(long number) {
        return String.format(Locale.ROOT, "%040X", BigInteger.valueOf(number).shiftLeft(90));
    }

    /** From {@link #STEP} on; counts have from one to eight digits, as in life. */
    private static String line(int number) {
        return hash((long) STEP * number) + ":" + (number % 3 == 0 ? "12345678" : "7");
    }

    private Path file(String text) {
        try {
            return Files.writeString(folder.resolve("hashes.txt"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path lines(int count, String end, boolean endsTheLast) {
        String text = String.join(
                end,
                IntStream.rangeClosed(1, count).mapToObj(SortedHashesTest::line).toList());
        return file(text + (endsTheLast ? end : ""));
    }

    @ParameterizedTest
    @CsvSource({
        "1, LF, true",
        "1, CRLF, false",
        "2, LF, false",
        "3, CRLF, true",
        "1000, LF, true",
        "1000, CRLF, true",
        "1000, LF, false",
        "1000, CRLF, false"
    })
    void theFirstTheLastAndAllBetweenAreFoundAndNothingElse(int count, String end, boolean endsTheLast)
            throws IOException {
        Path file = lines(count, end.equals("LF") ? "\n" : "\r\n", endsTheLast);
        try (SortedHashes hashes = SortedHashes.open(file)) {
            hashes.check();
            for (int i = 1; i <= count; i++) {
                assertThat(hashes.contains(hash((long) STEP * i)))
                        .as("line %s", i)
                        .isTrue();
                assertThat(hashes.contains(hash((long) STEP * i - 1)))
                        .as("before line %s", i)
                        .isFalse();
            }
            assertThat(hashes.contains(hash(0))).isFalse();
            assertThat(hashes.contains(hash((long) STEP * count + 1))).isFalse();
            assertThat(hashes.contains("F".repeat(40))).isFalse();
        }
    }

    @Test
    void lettersOfEitherCaseAreTheSame() throws IOException {
        Path file = file(("A".repeat(40) + ":1\n" + "B".repeat(40) + ":1\n").toLowerCase(Locale.ROOT));
        try (SortedHashes hashes = SortedHashes.open(file)) {
            hashes.check();
            assertThat(hashes.contains("A".repeat(40))).isTrue();
            assertThat(hashes.contains("b".repeat(40))).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "no hashes",
                "\uFEFF{1}:1\n",
                "{1}\n",
                "{1}:\n",
                "{1}:x\n",
                "{1}:1 \n",
                " {1}:1\n",
                "0123456789ABCDEF0123456789ABCDEF:1\n",
                "{1}{2}:1\n",
                "{1}:1\n\n{2}:1\n",
                "{1}:1\r{2}:1\r",
                "{1}:1\n{2}:1\nand so on",
                "{2}:1\n{1}:1\n",
                "{1}:1\n{3}:1\n{2}:1\n",
                "{1}:1\n{2}:1\n{0}:1",
            })
    void whatIsNoneIsRefused(String pattern) throws IOException {
        String text = pattern;
        for (int i = 0; i <= 3; i++) {
            text = text.replace("{" + i + "}", hash(i));
        }
        try (SortedHashes hashes = SortedHashes.open(file(text))) {
            assertThatThrownBy(hashes::check)
                    .isInstanceOf(IOException.class)
                    .message()
                    .isNotEmpty();
        }
    }

    @Test
    void whatIsSpoiltFarInsideIsNoticedAtThePlacesThatAreLookedAt() throws IOException {
        List<String> lines = IntStream.rangeClosed(1, 10_000)
                .mapToObj(SortedHashesTest::line)
                .toList();
        List<String> byCount = Stream.concat(lines.subList(5_000, 10_000).stream(), lines.subList(0, 5_000).stream())
                .toList();
        try (SortedHashes hashes = SortedHashes.open(file(String.join("\n", byCount)))) {
            assertThatThrownBy(hashes::check).isInstanceOf(IOException.class).hasMessageContaining("not sorted");
        }
        String endless = String.join("\n", lines.subList(0, 5_000))
                + "x".repeat(100_000)
                + String.join("\n", lines.subList(5_000, 10_000));
        try (SortedHashes hashes = SortedHashes.open(file(endless))) {
            assertThatThrownBy(hashes::check).isInstanceOf(IOException.class).hasMessageContaining("at byte");
        }
    }
}
