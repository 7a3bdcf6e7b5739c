package io.anabranch.server.config;

/** What a store of a certain type needs to be opened. */
public sealed interface BlockstoreSettings
    permits LocalStoreSettings,
        MemoryStoreSettings,
        S3StoreSettings,
        GsStoreSettings,
        AzureStoreSettings,
        HttpStoreSettings,
        PluginStoreSettings {

  BlockstoreType type();

  PresignSettings presign();

  /**
   * What tells this store from others of its type, without secrets. It is recorded with the id at
   * first use: an id that later has another location is refused.
   */
  String location();
}
