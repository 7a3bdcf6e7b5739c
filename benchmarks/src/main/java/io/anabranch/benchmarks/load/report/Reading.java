package io.anabranch.benchmarks.load.report;

import io.anabranch.benchmarks.load.measure.Sample;

/** One step of a run, which are kept in the order they were made. */
public record Reading(
    String subject, int clients, int round, long bytesPerOperation, Sample sample) {}
