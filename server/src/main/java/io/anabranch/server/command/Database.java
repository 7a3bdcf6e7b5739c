package io.anabranch.server.command;

import io.anabranch.server.config.DatabaseSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.embedded.EmbeddedPostgres;
import io.anabranch.server.postgres.embedded.EmbeddedPostgresSettings;
import io.anabranch.server.postgres.embedded.EmbeddedPostgresSettings.UnexpectedExit;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The database for the time that the server runs: started here when it is the embedded one, else
 * somebody else's.
 *
 * @param configuration names a PostgreSQL server in either case
 */
record Database(ServerConfiguration configuration, Optional<EmbeddedPostgres> embedded)
    implements AutoCloseable {

  static Database open(ServerConfiguration configuration, Consumer<UnexpectedExit> onLoss) {
    DatabaseSettings settings = configuration.database();
    return switch (settings.type()) {
      case POSTGRES -> new Database(configuration, Optional.empty());
      case EMBEDDED -> {
        var postgres =
            EmbeddedPostgres.start(
                settings.embedded().path(),
                EmbeddedPostgresSettings.defaults().withOnUnexpectedExit(onLoss));
        yield new Database(pointed(configuration, postgres), Optional.of(postgres));
      }
    };
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedPostgres::close);
  }

  private static ServerConfiguration pointed(
      ServerConfiguration configuration, EmbeddedPostgres postgres) {
    DatabaseSettings settings = configuration.database();
    // User and password are plain letters and digits: nothing to escape.
    String url =
        "%s?user=%s&password=%s"
            .formatted(postgres.jdbcUrl(), postgres.user(), postgres.password());
    var address =
        new DatabaseSettings.Postgres(
            new Secret(url),
            settings.postgres().maxOpenConnections(),
            settings.postgres().maxIdleConnections(),
            settings.postgres().connectionMaxLifetime());
    return new ServerConfiguration(
        configuration.listenAddress(),
        configuration.tls(),
        configuration.logging(),
        new DatabaseSettings(DatabaseSettings.Type.POSTGRES, address, settings.embedded()),
        configuration.auth(),
        configuration.stores(),
        configuration.committed(),
        configuration.installation(),
        configuration.s3Gateway(),
        configuration.ensureReadableRootNamespace());
  }
}
