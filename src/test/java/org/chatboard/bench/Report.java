package org.chatboard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of a run, in Markdown. */
public final class Report {

    private static final System.Logger LOG = System.getLogger(Report.class.getName());

    private final List<String> lines = new ArrayList<>(List.of("| figure | value | ratio |", "|---|---|---|"));

    /** Adds and shows a row. */
    public void row(String figure, String value, String ratio) {
        String line = "| " + figure + " | " + value + " | " + ratio + " |";
        lines.add(line);
        say(line);
    }

    /** Shows how far the run has come. */
    public void say(String text) {
        LOG.log(System.Logger.Level.INFO, text);
    }

    /** A number with so many decimals. */
    public static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }

    /** How much of a limit is reached, in percent. */
    public static String share(double value, double limit) {
        return number(100 * value / limit, 0) + " %";
    }

    /** Writes the table and shows it as a whole. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, String.join("\n", lines) + "\n");
        say("\n" + String.join("\n", lines));
    }
}
