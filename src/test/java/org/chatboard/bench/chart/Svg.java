package org.chatboard.bench.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A drawing that is readable on light and dark pages. Coordinates are pixels from the top left corner. */
final class Svg {

    /** Told apart by people who do not see all colours, too. */
    static final int COLOURS = 4;

    private static final String STYLE = """
            text{font:13px system-ui,sans-serif;fill:#333}.title{font-size:15px;font-weight:600}.end{text-anchor:end}\
            .middle{text-anchor:middle}.grid{stroke:#8884;stroke-width:1}.goal{stroke:#c22;stroke-dasharray:5 4;stroke-width:1.5}\
            .l{fill:none;stroke-width:2}.c0{stroke:#0a6c74}.c1{stroke:#b5530a}.c2{stroke:#6a3fa0}.c3{stroke:#557a1f}\
            .f0{fill:#0a6c74}.f1{fill:#b5530a}.f2{fill:#6a3fa0}.f3{fill:#557a1f}\
            @media (prefers-color-scheme:dark){text{fill:#ddd}.c0{stroke:#4cc3cc}.c1{stroke:#f0a05a}.c2{stroke:#bb9aef}\
            .c3{stroke:#a7cf6a}.f0{fill:#4cc3cc}.f1{fill:#f0a05a}.f2{fill:#bb9aef}.f3{fill:#a7cf6a}.goal{stroke:#f66}}""";

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        body.append("<title>").append(escaped(title)).append("</title>\n");
        text("title", 12, 24, title);
    }

    void text(String style, double x, double y, String text) {
        body.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", style, x, y, escaped(text)));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        body.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2));
    }

    void box(String style, double x, double y, double boxWidth, double boxHeight) {
        body.append(String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                style,
                x,
                y,
                boxWidth,
                boxHeight));
    }

    void dot(String style, double x, double y) {
        body.append(
                String.format(Locale.ROOT, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3\"/>%n", style, x, y));
    }

    /** Writes the file. */
    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height + "\" width=\""
                        + width + "\" height=\"" + height + "\" role=\"img\">\n<style>" + STYLE + "</style>\n" + body
                        + "</svg>\n");
    }

    static String number(double value) {
        return value >= 10 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, value < 0.1 ? "%.3f" : value < 1 ? "%.2f" : "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
