package io.anabranch.server.wiring;

import io.anabranch.server.config.EventSettings;
import io.anabranch.server.config.SinkSettings;
import io.anabranch.server.events.Delivery;
import io.anabranch.server.events.EventSink;
import io.anabranch.server.events.FileSink;
import io.anabranch.server.events.WebhookSink;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.EventTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;

/** Tells the sinks of the configuration, each by itself, of all that changes from now on. */
final class EventDeliveries implements AutoCloseable {

  private final List<Delivery> deliveries;

  EventDeliveries(EventSettings settings, Database database, MeterRegistry registry) {
    EventTable table = new EventTable(database);
    UUID server = UUID.randomUUID();
    settings.sinks().forEach(sink -> table.register(sink.name(), server));
    this.deliveries =
        settings.sinks().stream()
            .map(sink -> new Delivery(table, open(sink), server, registry))
            .toList();
  }

  private static EventSink open(SinkSettings settings) {
    return switch (settings) {
      case SinkSettings.File file -> new FileSink(file);
      case SinkSettings.Webhook webhook -> new WebhookSink(webhook);
    };
  }

  @Override
  public void close() {
    deliveries.forEach(Delivery::close);
  }
}
