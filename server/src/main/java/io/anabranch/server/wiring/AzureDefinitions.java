package io.anabranch.server.wiring;

import io.anabranch.blockstore.azure.AzureCredentials;
import io.anabranch.blockstore.azure.AzureSettings;
import io.anabranch.server.config.AzureStoreSettings;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.StoreDefinition;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Turns what was configured of an Azure store into what its adapter needs. */
final class AzureDefinitions {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int BLOCK_BYTES = 8 << 20;

  private AzureDefinitions() {}

  static AzureSettings settings(AzureStoreSettings azure) {
    return new AzureSettings(
        azure.storageAccount(),
        URI.create(azure.url().replaceFirst("/+$", "")),
        credentials(azure),
        CONNECT,
        azure.tryTimeout(),
        BLOCK_BYTES);
  }

  private static AzureCredentials credentials(AzureStoreSettings azure) {
    return azure
        .storageAccessKey()
        .map(Secret::reveal)
        .<AzureCredentials>map(AzureCredentials.Key::new)
        .or(() -> azure.sasToken().map(Secret::reveal).map(AzureCredentials.Sas::new))
        .orElseGet(AzureCredentials.Machine::new);
  }

  /** The container that a store's namespaces are offered in. */
  static Optional<String> findContainer(StoreDefinition store, AzureStoreSettings azure) {
    return Buckets.find(store, azure.accountUrl() + "/");
  }
}
