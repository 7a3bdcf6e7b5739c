package io.anabranch.server.stores;

import io.anabranch.server.config.AzureStoreSettings;
import io.anabranch.server.config.GsStoreSettings;
import io.anabranch.server.config.HttpStoreSettings;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.MemoryStoreSettings;
import io.anabranch.server.config.PresignSettings;
import io.anabranch.server.config.S3StoreSettings;
import io.anabranch.server.config.StoreDefinition;
import java.util.Optional;
import java.util.regex.Pattern;

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
    boolean presignMultipart,
    boolean importing,
    String importRegex) {

  /** What differs between the types of stores. */
  private record Traits(
      String example,
      String regex,
      Optional<String> prefix,
      boolean presign,
      boolean presignUi,
      boolean presignMultipart,
      boolean importing) {

    static Traits serverOnly(String scheme, boolean importing) {
      return new Traits(
          scheme + "://example-bucket/",
          "^" + scheme + "://",
          Optional.of(scheme + "://"),
          false,
          false,
          false,
          importing);
    }

    static Traits cloud(String example, String regex, PresignSettings presign, boolean multipart) {
      return new Traits(
          example,
          regex,
          Optional.empty(),
          presign.enabled(),
          presign.enabledForUi(),
          presign.enabled() && multipart,
          true);
    }
  }

  static StoreDescription of(StoreDefinition store) {
    Traits traits = traits(store);
    return new StoreDescription(
        store.id(),
        store.description(),
        store.type().text(),
        traits.example,
        traits.regex,
        store.defaultNamespacePrefix().or(traits::prefix),
        traits.presign,
        traits.presignUi,
        traits.presignMultipart,
        traits.importing,
        traits.regex);
  }

  private static Traits traits(StoreDefinition store) {
    return switch (store.settings()) {
      case LocalStoreSettings local -> Traits.serverOnly("local", local.importEnabled());
      case MemoryStoreSettings _ -> Traits.serverOnly("mem", false);
      case S3StoreSettings s3 ->
          Traits.cloud("s3://example-bucket/", "^s3://", s3.presign(), s3.presignMultipart());
      case GsStoreSettings gs ->
          Traits.cloud("gs://example-bucket/", "^gs://", gs.presign(), false);
      case AzureStoreSettings azure ->
          Traits.cloud(
              "https://" + azure.storageAccount() + "." + azure.domain() + "/container/",
              "^https?://[a-z0-9_-]+\\." + azure.domain().replace(".", "\\."),
              azure.presign(),
              false);
      case HttpStoreSettings http ->
          new Traits(
              http.endpoint().toString(),
              "^https?://",
              Optional.of(http.endpoint().toString()),
              false,
              false,
              false,
              true);
    };
  }

  /** Whether a URI can be on this store, as far as its form tells. */
  public boolean admits(String uri) {
    return Pattern.compile(namespaceRegex).matcher(uri).lookingAt();
  }
}
