package io.anabranch.blockstore.azure;

import io.anabranch.blockstore.servers.TestServer;
import io.anabranch.blockstore.servers.TestServers;
import java.net.URI;
import java.time.Duration;

/** An account at a server of its own, and containers in it. */
public final class AzuriteServer implements AutoCloseable {

  public static final String ACCOUNT = TestServers.AZURITE_ACCOUNT;
  public static final String KEY = TestServers.AZURITE_KEY;

  private final TestServer server;

  private AzuriteServer(TestServer server) {
    this.server = server;
  }

  /** Aborts the test where the server cannot run. */
  public static AzuriteServer start() {
    return new AzuriteServer(TestServers.azurite());
  }

  /** The account's. */
  public URI endpoint() {
    return endpoint(ACCOUNT);
  }

  URI endpoint(String account) {
    return URI.create(server.endpoint() + "/" + account);
  }

  AzureSettings settings() {
    return settings(new AzureCredentials.Key(KEY));
  }

  AzureSettings settings(AzureCredentials credentials) {
    return settings(endpoint(), credentials);
  }

  static AzureSettings settings(URI endpoint, AzureCredentials credentials) {
    return new AzureSettings(
        ACCOUNT, endpoint, credentials, Duration.ofSeconds(5), Duration.ofMinutes(1), 1 << 20);
  }

  public void createContainer(String name) {
    AzureClients.open(settings()).container(name).create();
  }

  @Override
  public void close() {
    server.close();
  }
}
