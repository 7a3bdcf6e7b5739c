package io.anabranch.server.stores;

import io.anabranch.server.config.AzureStoreSettings;
import io.anabranch.server.config.GsStoreSettings;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.server.config.LakefsStoreSettings;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.MemoryStoreSettings;
import io.anabranch.server.config.PluginStoreSettings;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.S3StoreSettings;
import io.anabranch.server.config.StoreDefinition;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What clients are told of a store: the fields of the API's StorageConfig. No secret, no endpoint.
 *
 * @param namespaceExample a storage namespace that could be right
 * @param namespaceRegex every storage namespace on this store matches it, from the start
 * @param importRegex likewise for what can be imported
 */
public record StoreDescription(
    String id,
    String description,
    String type,
    String namespaceExample,
    String namespaceRegex,
    Optional<String> defaultNamespacePrefix,
    boolean presign,
    boolean presignUi,
    boolean importing,
    String importRegex) {

  private static final Pattern REGEX_SIGNS = Pattern.compile("[.\\\\+*?()\\[\\]{}^$|]");

  /** What differs between the types of stores. */
  private record Traits(String example, String regex, Optional<String> prefix, boolean importing) {

    static Traits serverOnly(String scheme, boolean importing) {
      return new Traits(
          scheme + "://example-bucket/",
          "^" + scheme + "://",
          Optional.of(scheme + "://"),
          importing);
    }

    static Traits cloud(String example, String regex) {
      return new Traits(example, regex, Optional.empty(), true);
    }
  }

  static StoreDescription of(StoreDefinition store) {
    Traits traits = traits(store);
    PresignSettings presign = store.settings().presign();
    return new StoreDescription(
        store.id(),
        store.description(),
        store.type().text(),
        traits.example,
        traits.regex,
        store.defaultNamespacePrefix().or(traits::prefix),
        presign.enabled(),
        presign.enabledForUi(),
        traits.importing,
        traits.regex);
  }

  private static Traits traits(StoreDefinition store) {
    return switch (store.settings()) {
      case LocalStoreSettings local -> Traits.serverOnly("local", local.importEnabled());
      case MemoryStoreSettings _ -> Traits.serverOnly("mem", false);
      case S3StoreSettings _ -> Traits.cloud("s3://example-bucket/", "^s3://");
      case GsStoreSettings _ -> Traits.cloud("gs://example-bucket/", "^gs://");
      case AzureStoreSettings azure ->
          Traits.cloud(azure.accountUrl() + "/container/", regex(azure));
      case HttpStoreSettings http ->
          new Traits(
              WebAddresses.base(http),
              "^" + literal(WebAddresses.base(http)),
              Optional.empty(),
              true);
      case LakefsStoreSettings lakefs ->
          Traits.cloud(
              PeerAddresses.SCHEME + "repository/main/",
              lakefs.repositories().stream()
                  .map(StoreDescription::literal)
                  .collect(Collectors.joining("|", "^" + PeerAddresses.SCHEME + "(?:", ")")));
      case PluginStoreSettings plugin ->
          Traits.cloud(
              plugin.provider() + "://example-bucket/",
              "^" + plugin.provider().replace("+", "\\+") + "://");
    };
  }

  /** A regular expression for a text, as every engine of clients reads it. */
  private static String literal(String text) {
    return REGEX_SIGNS.matcher(text).replaceAll("\\\\$0");
  }

  /** Of any account in the domain, as clients of the peer expect, or of the endpoint. */
  private static String regex(AzureStoreSettings azure) {
    String account = "https?://[a-z0-9_-]+\\." + azure.domain().replace(".", "\\.");
    return azure
        .endpoint()
        .map(url -> "^(?:" + account + "|" + url.toString().replace(".", "\\.") + ")")
        .orElse("^" + account);
  }

  /** Whether a URI can be on this store, as far as its form tells. */
  public boolean admits(String uri) {
    return Pattern.compile(namespaceRegex).matcher(uri).lookingAt();
  }
}
