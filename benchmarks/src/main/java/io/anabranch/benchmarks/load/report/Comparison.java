package io.anabranch.benchmarks.load.report;

import java.util.List;

/**
 * Which limits a workload is held against; the slowest of them counts.
 *
 * @param limits may be empty
 */
public record Comparison(String workload, List<String> limits) {}
