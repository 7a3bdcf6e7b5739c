package io.anabranch.server.wiring;

import io.anabranch.server.audit.AuditLines;
import io.anabranch.server.audit.AuditWriter;
import io.anabranch.server.config.AuditSettings;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.AuditTable;
import io.anabranch.server.postgres.Database;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Bean;
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

  /** Closed after the writer, which the server closes. */
  @Singleton
  @Bean(preDestroy = "close")
  AuditFile auditFile(ServerConfiguration configuration) {
    return new AuditFile(configuration.audit().file());
  }

  @Singleton
  AuditWriter auditWriter(
      AuditTable table,
      AuditFile file,
      ServerConfiguration configuration,
      JsonMapper json,
      MeterRegistry meters) {
    AuditWriter.Copy copy = file.isWanted() ? new AuditLines(json, file::write) : _ -> {};
    return new AuditWriter(table, copy, settings(configuration.audit()), meters);
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
