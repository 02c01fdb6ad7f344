package org.chatboard.bench.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A logarithmic axis.
 *
 * @param low the value at {@code start}
 * @param high the value at {@code end}
 * @param start pixels
 * @param end pixels
 */
record Scale(double low, double high, double start, double end) {

    private static final double[] STEPS = {1, 2, 5};

    /** The axis on which all these values, which are above 0, have room. */
    static Scale of(double[] values, double start, double end) {
        double low = Arrays.stream(values).min().orElseThrow();
        double high = Arrays.stream(values).max().orElseThrow();
        return new Scale(low / 1.15, high * 1.15, start, end);
    }

    /** Where a value is, in pixels. */
    double at(double value) {
        return start + (end - start) * Math.log(value / low) / Math.log(high / low);
    }

    /** The round values on the axis: 1, 2, 5, 10 and so on; when those are too many, powers of ten. */
    List<Double> marks() {
        List<Double> all = new ArrayList<>();
        List<Double> tens = new ArrayList<>();
        for (double ten = Math.pow(10, Math.floor(Math.log10(low))); ten <= high; ten *= 10) {
            for (double step : STEPS) {
                if (ten * step >= low && ten * step <= high) {
                    all.add(ten * step);
                    if (step == 1) {
                        tens.add(ten);
                    }
                }
            }
        }
        return all.size() > 9 ? tens : all;
    }
}
