package io.anabranch.server.wiring;

import io.anabranch.server.audit.AuditLines;
import io.anabranch.server.audit.AuditWriter;
import io.anabranch.server.config.AuditSettings;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.AuditTable;
import io.anabranch.server.postgres.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;

/** The audit log over the database, and a file if there is to be one. */
@Factory
final class AuditFactory {

  @Singleton
  AuditTable auditTable(Database database) {
    return new AuditTable(database);
  }

  /** Closed by the server, in its order. */
  @Singleton
  AuditWriter auditWriter(
      AuditTable table, ServerConfiguration configuration, JsonMapper json, MeterRegistry meters) {
    AuditSettings settings = configuration.audit();
    AuditWriter.Copy copy =
        settings
            .file()
            .<AuditWriter.Copy>map(file -> new AuditLines(json, new AuditFile(file)::write))
            .orElse(_ -> {});
    return new AuditWriter(table, copy, settings(settings), meters);
  }

  private static AuditWriter.Settings settings(AuditSettings settings) {
    return new AuditWriter.Settings(
        settings.enabled(),
        switch (settings.mode()) {
          case BATCHED -> false;
          case DURABLE -> true;
        },
        settings.queueSize(),
        switch (settings.whenFull()) {
          case REFUSE -> AuditWriter.WhenFull.REFUSE;
          case DROP -> AuditWriter.WhenFull.DROP;
        });
  }
}
