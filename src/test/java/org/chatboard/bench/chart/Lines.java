package org.chatboard.bench.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines over a common axis, both axes logarithmic: rates and latencies span powers of ten. */
public final class Lines {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 64;
    private static final int RIGHT = 150;
    private static final int TOP = 48;
    private static final int BOTTOM = 52;

    private record Point(double x, double y) {}

    private final String title;
    private final String across;
    private final String upwards;
    private final double goal;
    private final Map<String, List<Point>> lines = new LinkedHashMap<>();

    /**
     * An empty chart.
     *
     * @param across what the horizontal axis counts
     * @param upwards what the vertical axis counts
     * @param goal where to draw the line that should not be crossed; 0 for none
     */
    public Lines(String title, String across, String upwards, double goal) {
        this.title = title;
        this.across = across;
        this.upwards = upwards;
        this.goal = goal;
    }

    /** Adds a point to a line, which is made when it is named for the first time; nothing below or at 0 can be shown. */
    public void add(String line, double x, double y) {
        if (x > 0 && y > 0) {
            lines.computeIfAbsent(line, name -> new ArrayList<>()).add(new Point(x, y));
        }
    }

    /** Writes the chart; nothing when there are no points. */
    public void write(Path file) throws IOException {
        List<Point> all = lines.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return;
        }
        Scale x = Scale.of(all.stream().mapToDouble(Point::x).toArray(), LEFT, WIDTH - RIGHT);
        double[] heights = new double[all.size() + 1];
        for (int i = 0; i < all.size(); i++) {
            heights[i] = all.get(i).y();
        }
        heights[all.size()] = goal > 0 ? goal : heights[0];
        Scale y = Scale.of(heights, HEIGHT - BOTTOM, TOP);
        Svg svg = new Svg(WIDTH, HEIGHT, title);
        for (double mark : x.marks()) {
            svg.line("grid", x.at(mark), TOP, x.at(mark), HEIGHT - BOTTOM);
            svg.text("middle", x.at(mark), HEIGHT - BOTTOM + 18, Svg.number(mark));
        }
        for (double mark : y.marks()) {
            svg.line("grid", LEFT, y.at(mark), WIDTH - RIGHT, y.at(mark));
            svg.text("end", LEFT - 8, y.at(mark) + 4, Svg.number(mark));
        }
        svg.text("middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, across);
        svg.text("", LEFT, TOP - 8, upwards);
        if (goal > 0) {
            svg.line("goal", LEFT, y.at(goal), WIDTH - RIGHT, y.at(goal));
            svg.text("", WIDTH - RIGHT + 8, y.at(goal) + 4, "goal " + Svg.number(goal));
        }
        int colour = 0;
        for (Map.Entry<String, List<Point>> line : lines.entrySet()) {
            draw(svg, line.getKey(), line.getValue(), colour++, x, y);
        }
        svg.write(file);
    }

    private static void draw(Svg svg, String name, List<Point> points, int index, Scale x, Scale y) {
        int colour = index % Svg.COLOURS;
        List<Point> sorted = points.stream()
                .sorted((one, other) -> Double.compare(one.x(), other.x()))
                .toList();
        for (int i = 0; i < sorted.size(); i++) {
            Point point = sorted.get(i);
            svg.dot("f" + colour, x.at(point.x()), y.at(point.y()));
            if (i > 0) {
                Point before = sorted.get(i - 1);
                svg.line("l c" + colour, x.at(before.x()), y.at(before.y()), x.at(point.x()), y.at(point.y()));
            }
        }
        svg.box("f" + colour, WIDTH - RIGHT + 8, TOP + index * 20, 12, 12);
        svg.text("", WIDTH - RIGHT + 26, TOP + index * 20 + 11, name);
    }
}
