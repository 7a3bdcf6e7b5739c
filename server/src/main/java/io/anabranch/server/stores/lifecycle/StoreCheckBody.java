package io.anabranch.server.stores.lifecycle;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Locale;

/** What a store could do when it was checked. */
@Serdeable(naming = SnakeCaseStrategy.class)
record StoreCheckBody(String storageId, boolean passed, List<StepBody> steps) {

  @Serdeable
  record StepBody(String name, String outcome, String message, double milliseconds) {

    static StepBody of(ProbeStep step) {
      return new StepBody(
          step.name(),
          step.outcome().name().toLowerCase(Locale.ROOT),
          step.message(),
          step.milliseconds());
    }
  }

  static StoreCheckBody of(String storageId, List<ProbeStep> steps) {
    return new StoreCheckBody(
        storageId,
        steps.stream().noneMatch(step -> step.outcome() == ProbeStep.Outcome.FAILED),
        steps.stream().map(StepBody::of).toList());
  }
}
