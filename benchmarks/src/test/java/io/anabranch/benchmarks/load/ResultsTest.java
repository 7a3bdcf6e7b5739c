package io.anabranch.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.anabranch.benchmarks.load.measure.Sample;
import io.anabranch.benchmarks.load.report.Bar;
import io.anabranch.benchmarks.load.report.Comparison;
import io.anabranch.benchmarks.load.report.MarkdownReport;
import io.anabranch.benchmarks.load.report.Reading;
import io.anabranch.benchmarks.load.report.Results;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {

  private static final List<Comparison> COMPARISONS =
      List.of(
          new Comparison("upload", List.of("insert", "file")),
          new Comparison("stat", List.of("select")));

  @Test
  void comparesWithTheSlowerLimitOnBothSidesOfTheSameRound() {
    var results =
        results(
            reading("insert", 32, 0, 1000),
            reading("file", 32, 0, 400),
            reading("upload", 32, 0, 350),
            reading("file", 32, 0, 600),
            reading("insert", 32, 0, 900),
            // The machine is half as fast now: the share is the same.
            reading("file", 32, 1, 250),
            reading("upload", 32, 1, 175),
            reading("insert", 32, 1, 500));

    assertThat(results.figures().get(2).share()).isEqualTo(0.7);
    assertThat(results.bars())
        .singleElement()
        .satisfies(bar -> assertThat(bar.met()).isTrue())
        .hasToString("upload c=32, share of insert or file: 0.70, wanted at least 0.70: met");
  }

  @Test
  void takesMediansOverRounds() {
    var results =
        results(reading("stat", 8, 0, 10), reading("stat", 8, 1, 1000), reading("stat", 8, 2, 30));
    assertThat(results.figures())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.rate()).isEqualTo(30);
              assertThat(f.share()).isNull();
            });
  }

  @Test
  void latencyBarsAreCeilings() {
    var results =
        results(
            timed("insert+file", 1, 1000),
            timed("upload", 1, 3000),
            timed("insert+file", 1, 1400),
            timed("stat", 1, 900));
    assertThat(results.bars())
        .extracting(Bar::met, bar -> Math.round(bar.measured() * 100))
        .containsExactly(tuple(true, 250L), tuple(true, 90L));
  }

  @Test
  void saysByHowMuchABarIsMissed() {
    assertThat(new Bar("a", 0.6, 0.8, true, "").toString()).endsWith("missed by 25 %");
    assertThat(new Bar("b", 1.5, 1, false, " ms").toString())
        .isEqualTo("b: 1.50 ms, wanted at most 1.00 ms: missed by 50 %");
  }

  @Test
  void errorsAreShown() {
    var sample =
        new Sample(
            1, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1, 7, "expected 201, got 500");
    assertThat(MarkdownReport.of(results(new Reading("stage", 1, 0, 0, sample))))
        .contains("stage, c=1: expected 201, got 500");
  }

  private static Results results(Reading... readings) {
    return Results.of("http://test", 3, List.of(readings), COMPARISONS, null);
  }

  private static Reading reading(String subject, int clients, int round, double rate) {
    return new Reading(subject, clients, round, 0, sample(rate, 100));
  }

  private static Reading timed(String subject, int clients, long micros) {
    return new Reading(subject, clients, 0, 0, sample(1, micros));
  }

  private static Sample sample(double rate, long micros) {
    var time = Duration.ofNanos(micros * 1000);
    return new Sample(32, rate, time, time, time, 10, 0, null);
  }
}
