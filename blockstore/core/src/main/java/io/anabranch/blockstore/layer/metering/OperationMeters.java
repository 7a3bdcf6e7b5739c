package io.anabranch.blockstore.layer.metering;

import io.anabranch.blockstore.BlockstoreException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The meters of one store at one stage. */
final class OperationMeters {

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
            .tags(tags)
            .withRegistry(registry);
    this.in = bytes(tags.and("direction", "in"));
    this.out = bytes(tags.and("direction", "out"));
  }

  <T> T time(String operation, Supplier<T> call) {
    long started = now();
    String outcome = "error";
    try {
      T result = call.get();
      outcome = "ok";
      return result;
    } catch (BlockstoreException e) {
      outcome = outcome(e);
      throw e;
    } finally {
      record(operation, outcome, started);
    }
  }

  /** In nanoseconds, from an arbitrary origin. */
  long now() {
    return registry.config().clock().monotonicTime();
  }

  void record(String operation, String outcome, long started) {
    operations
        .withTags("operation", operation, "outcome", outcome)
        .record(now() - started, TimeUnit.NANOSECONDS);
  }

  void bytesIn(long count) {
    in.increment((double) count);
  }

  void bytesOut(long count) {
    out.increment((double) count);
  }

  static String outcome(Throwable failure) {
    return failure instanceof BlockstoreException e
        ? e.kind().name().toLowerCase(Locale.ROOT)
        : "error";
  }

  private Counter bytes(Tags tags) {
    return Counter.builder("blockstore.bytes")
        .description("Bytes written to and read from an object store")
        .baseUnit("bytes")
        .tags(tags)
        .register(registry);
  }
}
