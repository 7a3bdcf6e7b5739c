package io.anabranch.server.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One store, as configured.
 *
 * @param id permanent; empty for the store of a server that has just one
 * @param description for people; may be empty
 * @param backwardCompatible whether repositories without a storage id live here
 * @param defaultNamespacePrefix offered to people who create repositories
 * @param acceptNewLocation whether the id may point elsewhere than recorded, this once
 * @param layers of no meaning for stores in a folder or in memory
 */
public record StoreDefinition(
    String id,
    String description,
    boolean backwardCompatible,
    Optional<String> defaultNamespacePrefix,
    StoreStart start,
    boolean acceptNewLocation,
    BlockstoreSettings settings,
    StoreLayerSettings layers) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /** A store whose layers are as they come. */
  public StoreDefinition(
      String id,
      String description,
      boolean backwardCompatible,
      Optional<String> defaultNamespacePrefix,
      StoreStart start,
      boolean acceptNewLocation,
      BlockstoreSettings settings) {
    this(
        id,
        description,
        backwardCompatible,
        defaultNamespacePrefix,
        start,
        acceptNewLocation,
        settings,
        StoreLayerSettings.DEFAULT);
  }

  public BlockstoreType type() {
    return settings.type();
  }

  /** The store of a server that has just one. */
  static StoreDefinition readSingle(Section store) {
    return read(store, "", "", false);
  }

  /** One of several stores. */
  static StoreDefinition readElement(Section store) {
    String id =
        store.required(
            "id",
            Kinds.TEXT,
            "Name of the store, recorded in its repositories: it can never be changed.");
    if (id.isEmpty() && store.has("id")) {
      store.fault("id", "is empty; choose an id, which can never be changed");
    } else if (!id.isEmpty() && !ID.matcher(id).matches()) {
      store.fault(
          "id",
          "`"
              + id
              + "` is not a store id; use 1 to 63 letters, digits, dots, dashes and underscores,"
              + " beginning with a letter or digit");
    }
    return read(
        store,
        id,
        store.value("description", Kinds.TEXT, "", "What people should know about the store."),
        store.value(
            "backward_compatible",
            Kinds.FLAG,
            false,
            "Whether repositories without a storage id live here: those created when the server"
                + " had a single store, and new ones that name none. At most one store."));
  }

  private static StoreDefinition read(
      Section store, String id, String description, boolean backwardCompatible) {
    BlockstoreType type =
        store.required(
            "type",
            BlockstoreType.KIND,
            "Kind of store. This build opens "
                + String.join(" and ", BlockstoreType.availableTexts())
                + ".");
    if (!type.isAvailable()) {
      store.fault(
          "type",
          "stores of type `"
              + type.text()
              + "` are not available in this build yet; use "
              + String.join(" or ", BlockstoreType.availableTexts()));
    }
    Optional<String> prefix =
        store.optional(
            "default_namespace_prefix",
            Kinds.TEXT,
            "Storage namespace offered to people who create repositories.");
    StoreStart start =
        store.value(
            "start",
            Kinds.oneOf(StoreStart.class),
            StoreStart.LAZY,
            "What to do when the store does not answer at start: eager refuses to start, lazy"
                + " answers 503 for its repositories until it is back.");
    boolean acceptNewLocation =
        store.value(
            "accept_new_location",
            Kinds.FLAG,
            false,
            "Set for one start after the data of this store was moved elsewhere as it is.");
    BlockstoreSettings settings = settings(store, type);
    return new StoreDefinition(
        id,
        description,
        backwardCompatible,
        prefix,
        start,
        acceptNewLocation,
        settings,
        StoreLayerSettings.read(store, settings));
  }

  /** Reads the keys of every type, as only one of them is used but none is unknown. */
  private static BlockstoreSettings settings(Section store, BlockstoreType type) {
    LocalStoreSettings local =
        LocalStoreSettings.read(store.section("local", type == BlockstoreType.LOCAL));
    MemoryStoreSettings mem =
        MemoryStoreSettings.read(store.section("mem", type == BlockstoreType.MEM));
    S3StoreSettings s3 = S3StoreSettings.read(store.section("s3", type == BlockstoreType.S3));
    GsStoreSettings gs = GsStoreSettings.read(store.section("gs", type == BlockstoreType.GS));
    AzureStoreSettings azure =
        AzureStoreSettings.read(store.section("azure", type == BlockstoreType.AZURE));
    HttpStoreSettings http =
        HttpStoreSettings.read(store.section("http", type == BlockstoreType.HTTP));
    PluginStoreSettings plugin =
        PluginStoreSettings.read(store.section("plugin", type == BlockstoreType.PLUGIN));
    return switch (type) {
      case LOCAL -> local;
      case MEM -> mem;
      case S3 -> s3;
      case GS -> gs;
      case AZURE -> azure;
      case HTTP -> http;
      case PLUGIN -> plugin;
    };
  }
}
