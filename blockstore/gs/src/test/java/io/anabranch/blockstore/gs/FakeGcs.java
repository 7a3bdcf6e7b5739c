package io.anabranch.blockstore.gs;

import com.google.api.client.http.apache.v5.Apache5HttpTransport;
import com.google.api.services.storage.model.Bucket;
import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.servers.TestServer;
import io.anabranch.blockstore.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.apache.hc.client5.http.classic.HttpClient;

/** The server that stands in for Google's, and a service account that it would never ask about. */
public final class FakeGcs implements AutoCloseable {

  static final String ACCOUNT = "tester@project.iam.gserviceaccount.com";
  static final KeyPair KEYS = generate();

  private static final int CHUNK_BYTES = 1 << 20;

  private final TestServer server;
  private final MendingProxy mending;

  private FakeGcs(TestServer server) {
    this.server = server;
    this.mending = MendingProxy.before(server.endpoint());
  }

  public static FakeGcs start() {
    return new FakeGcs(TestServers.fakeGcs());
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /** Where it answers as Google does, for those who cannot {@link #open} it as a store here. */
  public URI mended() {
    return mending.endpoint();
  }

  /** That keeps older objects. */
  public void createBucket(String name) {
    GsSettings settings = settings();
    try (GsConnection connection = GsConnection.open(settings, GsTransport.open(settings))) {
      Bucket bucket =
          new Bucket().setName(name).setVersioning(new Bucket.Versioning().setEnabled(true));
      connection.data().buckets().insert("project", bucket).execute();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  GsSettings settings() {
    return settings(endpoint(), true, new GsCredentials.Key(key()));
  }

  static GsSettings settings(URI endpoint, boolean emulator, GsCredentials credentials) {
    return settings(endpoint, emulator, credentials, new GsEncryption.BucketDefault());
  }

  static GsSettings settings(
      URI endpoint, boolean emulator, GsCredentials credentials, GsEncryption encryption) {
    return new GsSettings(
        endpoint,
        emulator,
        credentials,
        Optional.empty(),
        encryption,
        64,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        CHUNK_BYTES);
  }

  /** Opens the store, with what the server gets wrong mended on the way. */
  Blockstore open() {
    GsSettings settings = settings();
    HttpClient client =
        GsTransport.client(settings)
            .addRequestInterceptorFirst(
                (request, _, _) -> request.setPath(MendingProxy.mended(request.getPath())))
            .build();
    return GsBlockstore.open(settings, new Apache5HttpTransport(client), Clock.systemUTC());
  }

  /** A service account's key, of an account that never asks for a token. */
  public static String key() {
    return key("http://127.0.0.1:9/token");
  }

  /**
   * A service account's key as Google hands it out.
   *
   * @param tokens where the account gets its tokens
   */
  static String key(String tokens) {
    return """
        {
          "type": "service_account",
          "project_id": "project",
          "private_key_id": "key-id",
          "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
          "client_email": "%s",
          "client_id": "1",
          "token_uri": "%s"
        }
        """
        .formatted(
            Base64.getEncoder().encodeToString(KEYS.getPrivate().getEncoded()), ACCOUNT, tokens);
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    mending.close();
    server.close();
  }
}
