package io.anabranch.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** What a store of a certain type needs to be opened. */
public sealed interface BlockstoreSettings
    permits LocalStoreSettings,
        MemoryStoreSettings,
        S3StoreSettings,
        GsStoreSettings,
        AzureStoreSettings,
        HttpStoreSettings,
        LakefsStoreSettings,
        PluginStoreSettings {

  BlockstoreType type();

  PresignSettings presign();

  /**
   * What tells this store from others of its type, without secrets. It is recorded with the id at
   * first use: an id that later has another location is refused.
   */
  String location();

  /** Files and folders of this machine that it names. */
  default List<Path> files() {
    return List.of();
  }

  /** URLs that requests go to, where they are not the provider's own. */
  default List<URI> endpoints() {
    return List.of();
  }

  /** What may be reached beyond the public Internet, by stores that are held to that. */
  default List<String> allowedAddresses() {
    return List.of();
  }
}
