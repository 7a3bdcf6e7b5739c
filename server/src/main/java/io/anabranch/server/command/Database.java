package io.anabranch.server.command;

import io.anabranch.server.config.DatabaseSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.postgres.embedded.EmbeddedPostgres;
import io.anabranch.server.postgres.embedded.EmbeddedPostgresSettings;
import io.anabranch.server.postgres.embedded.EmbeddedPostgresSettings.UnexpectedExit;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The database for the time that the server runs: started here when it is the embedded one, else
 * somebody else's.
 *
 * @param settings name a PostgreSQL server that runs, in either case
 */
record Database(DatabaseSettings.Postgres settings, Optional<EmbeddedPostgres> embedded)
    implements AutoCloseable {

  static Database open(DatabaseSettings settings, Consumer<UnexpectedExit> onLoss) {
    return switch (settings.type()) {
      case POSTGRES -> new Database(settings.postgres(), Optional.empty());
      case EMBEDDED -> {
        var postgres =
            EmbeddedPostgres.start(
                settings.embedded().path(),
                EmbeddedPostgresSettings.defaults().withOnUnexpectedExit(onLoss));
        yield new Database(pointedAt(postgres, settings.postgres()), Optional.of(postgres));
      }
    };
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedPostgres::close);
  }

  private static DatabaseSettings.Postgres pointedAt(
      EmbeddedPostgres postgres, DatabaseSettings.Postgres limits) {
    // User and password are plain letters and digits: nothing to escape.
    String url =
        "%s?user=%s&password=%s"
            .formatted(postgres.jdbcUrl(), postgres.user(), postgres.password());
    return new DatabaseSettings.Postgres(
        new Secret(url),
        limits.maxOpenConnections(),
        limits.maxIdleConnections(),
        limits.connectionMaxLifetime());
  }
}
