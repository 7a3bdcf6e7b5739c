package io.anabranch.server.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An account of Azure Blob Storage. Without a key and a token the store signs on with the identity
 * that the machine offers.
 *
 * @param endpoint the account's URL, when it is reached by another one than its own
 */
public record AzureStoreSettings(
    String storageAccount,
    Optional<Secret> storageAccessKey,
    Optional<Secret> sasToken,
    String domain,
    Duration tryTimeout,
    PresignSettings presign,
    Optional<URI> endpoint)
    implements BlockstoreSettings {

  private static final Duration BY_KEY = Duration.ofDays(7);
  private static final Duration BY_IDENTITY = Duration.ofDays(1);

  private static final Pattern DOMAIN = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

  // Emulators have names of more kinds than the cloud.
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+");

  static AzureStoreSettings read(Section azure) {
    azure.ignored("auth_method", "the method follows from the keys given");
    azure.ignored("china_cloud", "set domain to blob.core.chinacloudapi.cn instead");
    String account = azure.required("storage_account", Kinds.TEXT, "Name of the storage account.");
    if (!account.isEmpty() && !NAME.matcher(account).matches()) {
      azure.fault(
          "storage_account",
          "`" + account + "` is not a name of an account; use lower-case letters and digits");
    }
    Optional<Secret> key =
        azure.optional(
            "storage_access_key",
            Kinds.SECRET,
            "Key of the storage account; without it and a token, the identity that the machine"
                + " offers.");
    Optional<Secret> token =
        azure.optional(
            "sas_token",
            Kinds.SECRET,
            "Shared access signature to use instead of the key. A store with one makes no links of"
                + " its own.");
    if (key.isPresent() && token.isPresent()) {
      azure.fault("sas_token", "cannot be given beside storage_access_key; remove one of them");
    }
    return new AzureStoreSettings(
        account,
        key,
        token,
        readDomain(azure),
        azure.value(
            "try_timeout",
            Kinds.DURATION,
            Duration.ofMinutes(10),
            "How long one attempt at a request may take until its answer begins."),
        PresignSettings.read(azure, key.isPresent() ? BY_KEY : BY_IDENTITY),
        readEndpoint(azure));
  }

  private static String readDomain(Section azure) {
    String domain =
        azure.value(
            "domain", Kinds.TEXT, "blob.core.windows.net", "Domain of the service in your cloud.");
    if (!DOMAIN.matcher(domain).matches()) {
      azure.fault("domain", "`" + domain + "` is not a name of a domain");
    }
    return domain;
  }

  private static Optional<URI> readEndpoint(Section azure) {
    Optional<URI> endpoint =
        azure.optional(
            "endpoint",
            Kinds.URL,
            "URL of the account when it is not https://ACCOUNT.DOMAIN: a domain of your own, or a"
                + " private endpoint.");
    Optional<URI> emulator =
        azure.optional(
            "test_endpoint_url",
            Kinds.URL,
            "URL of the account at an emulator, its name at the end of the path. For tests only.");
    if (endpoint.isPresent() && emulator.isPresent()) {
      azure.fault("test_endpoint_url", "cannot be given beside endpoint; remove one of them");
    }
    return endpoint.or(() -> emulator);
  }

  @Override
  public BlockstoreType type() {
    return BlockstoreType.AZURE;
  }

  /** The account's own URL, by which its objects are named wherever it is reached. */
  public String accountUrl() {
    return "https://" + storageAccount + "." + domain;
  }

  /** Where the account is reached. */
  public String url() {
    return endpoint.map(URI::toString).orElseGet(this::accountUrl);
  }

  @Override
  public String location() {
    return "azure:" + url();
  }

  @Override
  public List<URI> endpoints() {
    return List.of(URI.create(url()));
  }
}
