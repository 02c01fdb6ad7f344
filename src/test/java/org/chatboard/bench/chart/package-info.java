/**
 * Draws what the benchmark measured, as SVG. It knows nothing of what the numbers mean.
 * {@link org.chatboard.bench.chart.Lines} and {@link org.chatboard.bench.chart.Bars} are what there is.
 */
@NullMarked
package org.chatboard.bench.chart;

import org.jspecify.annotations.NullMarked;
