/**
 * Turns readings into figures: medians over rounds, shares of limits, bars that are met or missed.
 * Its main noun is {@link io.anabranch.benchmarks.load.report.Results}.
 *
 * <p>It must not know how anything was measured.
 */
@NullMarked
package io.anabranch.benchmarks.load.report;

import org.jspecify.annotations.NullMarked;
