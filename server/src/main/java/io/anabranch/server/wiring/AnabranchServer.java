package io.anabranch.server.wiring;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.anabranch.server.audit.AuditWriter;
import io.anabranch.server.auth.AccessKey;
import io.anabranch.server.auth.AccountChanges;
import io.anabranch.server.auth.Installation;
import io.anabranch.server.auth.KeyUses;
import io.anabranch.server.auth.SecretCipher;
import io.anabranch.server.config.ConfigurationSource;
import io.anabranch.server.config.DatabaseSettings;
import io.anabranch.server.config.ListenAddress;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.AuditTable;
import io.anabranch.server.postgres.ConnectionSettings;
import io.anabranch.server.postgres.CredentialTable;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.QuotaTable;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.s3gateway.multipart.ExpiredUploads;
import io.anabranch.server.stores.lifecycle.StoreReload;
import io.anabranch.server.tasks.Tasks;
import io.anabranch.server.usage.Calls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server of one configuration: database, stores, background work and HTTP. Made once in a
 * process; several may live in one for tests.
 */
public final class AnabranchServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(AnabranchServer.class);

  /** Large transfers take a while; whoever stops the server does not wait for ever. */
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(30);

  private static final Duration CALLS_PAUSE = Duration.ofMinutes(5);
  private static final Duration KEY_USES_PAUSE = Duration.ofMinutes(1);

  /** Closed last to first. */
  private final Deque<AutoCloseable> parts;

  private final EmbeddedServer http;

  private final StoreReload reload;

  /** 0 when there is none. */
  private final int gatewayPort;

  private AnabranchServer(
      Deque<AutoCloseable> parts, EmbeddedServer http, StoreReload reload, int gatewayPort) {
    this.parts = parts;
    this.http = http;
    this.reload = reload;
    this.gatewayPort = gatewayPort;
  }

  /**
   * Opens everything, or leaves nothing open.
   *
   * @param source of the configuration, to read it again from
   * @param postgres a server that runs: the configured one, or an embedded one that was started
   * @throws StartupFaults everything that forbids to start over this database, at once
   */
  public static AnabranchServer start(
      ConfigurationSource source,
      ServerConfiguration configuration,
      DatabaseSettings.Postgres postgres)
      throws StartupFaults {
    Deque<AutoCloseable> parts = new ArrayDeque<>();
    try {
      Database database = new Database(connection(postgres));
      parts.push(database);
      database.migrate();
      PrometheusMeterRegistry meters = ObservabilityFactory.registry();
      parts.push(meters::close);
      RunningStores stores = RunningStores.open(configuration, source, database, meters);
      parts.push(stores);
      Object[] beans = {configuration, source, database, meters};
      EmbeddedServer http = serve(configuration, database, stores.with(beans), parts);
      int gatewayPort =
          configuration.s3Gateway().listenAddress().map(ListenAddress::port).orElse(0);
      return new AnabranchServer(parts, http, stores.reload(), gatewayPort);
    } catch (RuntimeException | StartupFaults e) {
      closeAll(parts);
      throw e;
    }
  }

  private static EmbeddedServer serve(
      ServerConfiguration configuration,
      Database database,
      Object[] beans,
      Deque<AutoCloseable> parts) {
    ApplicationContext context =
        ApplicationContext.builder()
            .properties(HttpSettings.of(configuration))
            .environmentPropertySource(false)
            .deduceEnvironment(false)
            .banner(false)
            .singletons(beans)
            .start();
    parts.push(context);
    createFirstUser(configuration, context.getBean(Installation.class));
    if (!configuration.auth().keys().previous().isEmpty()) {
      new KeyReencryption(new CredentialTable(database), context.getBean(SecretCipher.class)).run();
    }
    parts.push(
        new BackgroundWork(
            database,
            configuration.history(),
            context.getBean(ExpiredUploads.class),
            configuration.s3Gateway().multipartExpiry()));
    parts.push(
        new EventDeliveries(
            configuration.events(), database, context.getBean(MeterRegistry.class)));
    // Requests that have ended leave events behind: it is closed after HTTP.
    parts.push(context.getBean(AuditWriter.class));
    parts.push(new AuditRetention(context.getBean(AuditTable.class), configuration.audit()));
    Calls calls = context.getBean(Calls.class);
    parts.push(new Recorder("calls of the API", CALLS_PAUSE, calls::record));
    KeyUses uses = context.getBean(KeyUses.class);
    parts.push(new Recorder("uses of access keys", KEY_USES_PAUSE, uses::record));
    parts.push(context.getBean(Tasks.class));
    parts.push(new QuotaFollower(context.getBean(Quotas.class), context.getBean(QuotaTable.class)));
    parts.push(new AccessFollower(database, context.getBean(AccountChanges.class)));
    EmbeddedServer http = context.getBean(EmbeddedServer.class);
    http.start();
    parts.push(() -> drain(http));
    return http;
  }

  static ConnectionSettings connection(DatabaseSettings.Postgres postgres) {
    return ConnectionSettings.of(postgres.connectionString())
        .withConnections(
            postgres.maxOpenConnections(),
            postgres.maxIdleConnections(),
            postgres.connectionMaxLifetime());
  }

  private static void createFirstUser(
      ServerConfiguration configuration, Installation installation) {
    configuration
        .installation()
        .firstUser()
        .ifPresent(
            user -> {
              var key = new AccessKey(user.accessKeyId(), user.secretAccessKey().reveal());
              if (installation.initialize(user.name(), key).isPresent()) {
                log.info("user {} created, with access key {}", user.name(), key.id());
              }
            });
  }

  /** Refuses new connections, and waits for the requests in flight. */
  private static void drain(EmbeddedServer http) throws Exception {
    if (http instanceof GracefulShutdownCapable capable) {
      try {
        capable.shutdownGracefully().toCompletableFuture().get(DRAIN_LIMIT.toSeconds(), SECONDS);
      } catch (TimeoutException e) {
        log.warn("requests that took longer than {} to finish are cut off", DRAIN_LIMIT);
      }
    }
  }

  /** Where it answers. */
  public URI uri() {
    return URI.create(http.getScheme() + "://" + http.getHost() + ":" + port());
  }

  /** Of two ports that it may listen on, the one that is not for S3 alone. */
  private int port() {
    return http instanceof NettyEmbeddedServer netty && gatewayPort != 0
        ? netty.getBoundPorts().stream()
            .filter(port -> port != gatewayPort)
            .findFirst()
            .orElseThrow()
        : http.getPort();
  }

  /** Reads the configuration again and takes the stores from it. */
  public StoreReload.Outcome reload() {
    return reload.reload(false);
  }

  /** Lets requests in flight finish, for a bounded time, then stops everything. */
  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
