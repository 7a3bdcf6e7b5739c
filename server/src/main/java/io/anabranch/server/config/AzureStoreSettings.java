package io.anabranch.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Azure Blob Storage.
 *
 * @param storageAccessKey empty takes the identity that the machine offers
 */
public record AzureStoreSettings(
    String storageAccount,
    Optional<Secret> storageAccessKey,
    String domain,
    Duration tryTimeout,
    PresignSettings presign,
    Optional<URI> testEndpointUrl)
    implements BlockstoreSettings {

  static AzureStoreSettings read(Section azure) {
    azure.ignored("auth_method", "the method follows from the keys given");
    azure.ignored("china_cloud", "set domain to blob.core.chinacloudapi.cn instead");
    return new AzureStoreSettings(
        azure.required("storage_account", Kinds.TEXT, "Name of the storage account."),
        azure.optional(
            "storage_access_key",
            Kinds.SECRET,
            "Key of the storage account; without it, the identity that the machine offers."),
        azure.value(
            "domain", Kinds.TEXT, "blob.core.windows.net", "Domain of the service in your cloud."),
        azure.value(
            "try_timeout",
            Kinds.DURATION,
            Duration.ofMinutes(10),
            "How long one attempt at a request may take."),
        PresignSettings.read(azure),
        azure.optional("test_endpoint_url", Kinds.URL, "URL of an emulator. For tests only."));
  }

  @Override
  public BlockstoreType type() {
    return BlockstoreType.AZURE;
  }

  @Override
  public String location() {
    return "azure:"
        + testEndpointUrl.map(URI::toString).orElse("https://" + storageAccount + "." + domain);
  }
}
