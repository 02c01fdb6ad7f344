package org.chatboard.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartTest {

    @TempDir
    Path folder = Path.of(".");

    @Test
    void everyPointIsInsideTheFrameAndNamed() throws Exception {
        Lines chart = new Lines("Latency <ms> & rate", "messages/s", "ms", 20);
        chart.add("p50", 100, 1.5);
        chart.add("p50", 6_500, 3);
        chart.add("p99", 100, 8);
        chart.add("p99", 0, 0);
        Path file = folder.resolve("lines.svg");
        chart.write(file);
        Document svg = parse(file);
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(3);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("Latency <ms> & rate", "p50", "p99", "messages/s", "goal 20");
        IntStream.range(0, 3)
                .mapToObj(i -> (Element) svg.getElementsByTagName("circle").item(i))
                .forEach(dot -> {
                    assertThat(Double.parseDouble(dot.getAttribute("cx"))).isBetween(64.0, 610.0);
                    assertThat(Double.parseDouble(dot.getAttribute("cy"))).isBetween(48.0, 368.0);
                });
    }

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        Bars chart = new Bars("Pages", "ms");
        chart.add("page of 50", 2.5, 5);
        chart.add("dashboard", 10, 0);
        Path file = folder.resolve("bars.svg");
        chart.write(file);
        Document svg = parse(file);
        double first = width(svg, 0);
        assertThat(first).isPositive();
        assertThat(width(svg, 1)).isCloseTo(4 * first, within(0.2));
        assertThat(svg.getElementsByTagName("line").getLength()).isEqualTo(1);
        assertThat(svg.getDocumentElement().getTextContent()).contains("2.5 ms", "10 ms");
    }

    @Test
    void marksAreRoundAndFew() {
        assertThat(new Scale(0.9, 12, 0, 100).marks()).containsExactly(1.0, 2.0, 5.0, 10.0);
        assertThat(new Scale(0.9, 20_000, 0, 100).marks()).containsExactly(1.0, 10.0, 100.0, 1_000.0, 10_000.0);
    }

    @Test
    void withoutNumbersThereIsNoFile() throws IOException {
        new Lines("Nothing", "x", "y", 0).write(folder.resolve("none.svg"));
        new Bars("Nothing", "ms").write(folder.resolve("none.svg"));
        assertThat(Files.exists(folder.resolve("none.svg"))).isFalse();
    }

    private static double width(Document svg, int bar) {
        return Double.parseDouble(((Element) svg.getElementsByTagName("rect").item(bar)).getAttribute("width"));
    }

    private static Document parse(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }
}
