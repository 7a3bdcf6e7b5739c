package io.anabranch.blockstore.layer.metering;

import io.anabranch.blockstore.layer.OperationListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The meters of one store at one stage. */
final class OperationMeters implements OperationListener {

  /** Of the latency histogram, from a disk's to what is slow for any store. */
  private static final Duration[] BOUNDS =
      IntStream.of(1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final MeterProvider<Timer> operations;
  private final Counter in;
  private final Counter out;

  OperationMeters(MeteringSettings settings, MeterRegistry registry) {
    Tags tags = Tags.of("store", settings.store(), "stage", settings.stage().tag());
    this.registry = registry;
    this.operations =
        Timer.builder("blockstore.operations")
            .description("Operations on an object store")
            .serviceLevelObjectives(BOUNDS)
            .tags(tags)
            .withRegistry(registry);
    this.in = bytes(tags.and("direction", "in"));
    this.out = bytes(tags.and("direction", "out"));
  }

  @Override
  public long now() {
    return registry.config().clock().monotonicTime();
  }

  @Override
  public void ended(String operation, Ending ending, long started) {
    operations
        .withTags("operation", operation, "outcome", ending.outcome())
        .record(now() - started, TimeUnit.NANOSECONDS);
  }

  @Override
  public void bytesIn(long count) {
    in.increment((double) count);
  }

  @Override
  public void bytesOut(long count) {
    out.increment((double) count);
  }

  private Counter bytes(Tags tags) {
    return Counter.builder("blockstore.bytes")
        .description("Bytes written to and read from an object store")
        .baseUnit("bytes")
        .tags(tags)
        .register(registry);
  }
}
