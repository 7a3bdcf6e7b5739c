package io.anabranch.server.wiring;

import io.anabranch.blockstore.gs.GsCredentials;
import io.anabranch.blockstore.gs.GsEncryption;
import io.anabranch.blockstore.gs.GsSettings;
import io.anabranch.server.config.GsStoreSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.StoreDefinition;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Turns what was configured of a Google store into what its adapter needs. */
final class GsDefinitions {

  private static final String SCHEME = "gs://";
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration SOCKET = Duration.ofSeconds(30);
  private static final int CHUNK_BYTES = 8 << 20;

  private GsDefinitions() {}

  static GsSettings settings(GsStoreSettings gs, int connections) {
    return new GsSettings(
        URI.create(gs.endpoint().toString().replaceFirst("/+$", "")),
        gs.testEndpointUrl().isPresent(),
        credentials(gs.credentials()).orElse(new GsCredentials.Machine()),
        credentials(gs.dataCredentials()),
        encryption(gs),
        connections,
        CONNECT,
        SOCKET,
        CHUNK_BYTES);
  }

  private static Optional<GsCredentials> credentials(GsStoreSettings.Credentials credentials) {
    return credentials
        .file()
        .<GsCredentials>map(GsCredentials.KeyFile::new)
        .or(() -> credentials.json().map(Secret::reveal).map(GsCredentials.Key::new));
  }

  private static GsEncryption encryption(GsStoreSettings gs) {
    return gs.kmsKeyId()
        .<GsEncryption>map(GsEncryption.Managed::new)
        .or(() -> gs.customerSuppliedKey().map(GsDefinitions::supplied))
        .orElse(new GsEncryption.BucketDefault());
  }

  private static GsEncryption supplied(Secret hex) {
    byte[] key = HexFormat.of().parseHex(hex.reveal());
    return new GsEncryption.Supplied(Base64.getEncoder().encodeToString(key));
  }

  static Optional<String> findBucket(StoreDefinition store) {
    return Buckets.find(store, SCHEME);
  }
}
