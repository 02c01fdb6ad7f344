package org.chatboard.bench.chart;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Horizontal bars from 0, one below the other, each with what should not be exceeded. */
public final class Bars {

    private static final int WIDTH = 760;
    private static final int LEFT = 270;
    private static final int RIGHT = 110;
    private static final int TOP = 44;
    private static final int ROW = 30;

    private record Bar(String name, double value, double goal) {}

    private final String title;
    private final String unit;
    private final List<Bar> bars = new ArrayList<>();

    /** An empty chart; {@code unit} follows each number. */
    public Bars(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Adds a bar; a goal of 0 is none. */
    public void add(String name, double value, double goal) {
        bars.add(new Bar(name, value, goal));
    }

    /** Writes the chart; nothing when there are no bars. */
    public void write(Path file) throws IOException {
        if (bars.isEmpty()) {
            return;
        }
        double most = bars.stream()
                .mapToDouble(bar -> Math.max(bar.value(), bar.goal()))
                .max()
                .orElseThrow();
        Svg svg = new Svg(WIDTH, TOP + ROW * bars.size() + 12, title);
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = TOP + (double) ROW * i;
            double length = (WIDTH - LEFT - RIGHT) * bar.value() / most;
            svg.text("end", LEFT - 10, y + 15, bar.name());
            svg.box("f0", LEFT, y, length, ROW - 12.0);
            double told = length;
            if (bar.goal() > 0) {
                double goal = (WIDTH - LEFT - RIGHT) * bar.goal() / most;
                svg.line("goal", LEFT + goal, y - 4, LEFT + goal, y + ROW - 8);
                told = Math.max(length, goal);
            }
            svg.text("", LEFT + told + 8, y + 15, Svg.number(bar.value()) + " " + unit);
        }
        svg.write(file);
    }
}
