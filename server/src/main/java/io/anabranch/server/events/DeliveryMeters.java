package io.anabranch.server.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** How a sink is told, for those who watch meters. */
record DeliveryMeters(AtomicLong backlog, Counter told, Counter failures) {

  static DeliveryMeters of(String sink, MeterRegistry registry) {
    AtomicLong backlog = new AtomicLong();
    Gauge.builder("events.backlog", backlog, AtomicLong::get)
        .description("Changes of refs that a sink is yet to be told")
        .tag("sink", sink)
        .register(registry);
    return new DeliveryMeters(
        backlog,
        Counter.builder("events.told")
            .description("Changes of refs that a sink was told by this server")
            .tag("sink", sink)
            .register(registry),
        Counter.builder("events.failures")
            .description("Attempts of this server to tell a sink that failed")
            .tag("sink", sink)
            .register(registry));
  }
}
