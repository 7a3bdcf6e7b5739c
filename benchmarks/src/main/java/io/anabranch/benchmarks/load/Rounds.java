package io.anabranch.benchmarks.load;

import io.anabranch.benchmarks.load.measure.Sample;
import io.anabranch.benchmarks.load.measure.Stepper;
import io.anabranch.benchmarks.load.measure.Subject;
import io.anabranch.benchmarks.load.report.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs plans, round after round.
 *
 * @param progress told of every reading as it is made
 */
public record Rounds(Stepper stepper, Consumer<Reading> progress) {

  public List<Reading> run(List<Plan> plans, int rounds) throws Exception {
    List<Reading> readings = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (Plan plan : plans) {
        for (Subject subject : plan.steps()) {
          Sample sample = stepper.run(subject, plan.clients());
          var reading =
              new Reading(
                  subject.name(), plan.clients(), round, subject.bytesPerOperation(), sample);
          readings.add(reading);
          progress.accept(reading);
        }
      }
    }
    return List.copyOf(readings);
  }
}
