package io.anabranch.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One store, as configured.
 *
 * @param id permanent; empty for the store of a server that has just one
 * @param alias another name that it can be called by; never recorded, so it may change
 * @param description for people; may be empty
 * @param backwardCompatible whether repositories without a storage id live here
 * @param defaultNamespacePrefix offered to people who create repositories
 * @param readOnly whether nothing is ever written to it
 * @param acceptNewLocation fingerprint of the location that the id may point at, whatever is
 *     recorded
 * @param layers of no meaning for stores in a folder or in memory
 */
public record StoreDefinition(
    String id,
    Optional<String> alias,
    String description,
    boolean backwardCompatible,
    Optional<String> defaultNamespacePrefix,
    StoreStart start,
    boolean readOnly,
    Optional<String> acceptNewLocation,
    BlockstoreSettings settings,
    StoreLayerSettings layers) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /** A store of which nothing more is said. */
  public StoreDefinition(
      String id,
      String description,
      boolean backwardCompatible,
      Optional<String> defaultNamespacePrefix,
      StoreStart start,
      BlockstoreSettings settings) {
    this(
        id,
        Optional.empty(),
        description,
        backwardCompatible,
        defaultNamespacePrefix,
        start,
        false,
        Optional.empty(),
        settings,
        StoreLayerSettings.DEFAULT);
  }

  /** The same store, opened at first use, for which nobody waits longer than this. */
  public StoreDefinition impatient(Duration silence) {
    return new StoreDefinition(
        id,
        alias,
        description,
        backwardCompatible,
        defaultNamespacePrefix,
        StoreStart.LAZY,
        readOnly,
        acceptNewLocation,
        settings,
        layers.impatient(silence));
  }

  /**
   * Reads a store from a JSON object with the keys of an element of {@code blockstores.stores}.
   *
   * @param home what {@code ~} stands for
   * @throws ConfigurationFaults everything that is wrong, at once; no secret is repeated
   */
  public static StoreDefinition parse(String json, Path home) throws ConfigurationFaults {
    Reading reading = Reading.of(Map.of(), Preset.NONE, home);
    StoreDefinition store = readElement(reading.element(parse(json)));
    List<ConfigurationFault> faults = reading.faults();
    if (!faults.isEmpty()) {
      throw new ConfigurationFaults(faults);
    }
    return store;
  }

  private static Node.Mapping parse(String json) throws ConfigurationFaults {
    try {
      if (YamlTree.parseValue(json, "") instanceof Node.Mapping mapping) {
        return mapping;
      }
      throw fault("is no object with the keys of a store");
    } catch (BadValueException bad) {
      throw fault(bad.problem());
    }
  }

  private static ConfigurationFaults fault(String problem) {
    return new ConfigurationFaults(
        List.of(new ConfigurationFault("", "", "the definition " + problem)));
  }

  public BlockstoreType type() {
    return settings.type();
  }

  /** Where it is, for people and for comparison; holds no secret. */
  public String location() {
    return settings.location();
  }

  /** Whether this very location was acknowledged in place of another one. */
  public boolean acceptsItsLocation() {
    return acceptNewLocation
        .filter(fingerprint -> fingerprint.equals(LocationFingerprint.of(location())))
        .isPresent();
  }

  /** What it can be called by. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(List.of(id));
    alias.ifPresent(names::add);
    return names;
  }

  /** For the beginning of a sentence in messages. */
  public String label() {
    return id.isEmpty() ? "The store" : "Store `" + id + "`";
  }

  /** The store of a server that has just one. */
  static StoreDefinition readSingle(Section store) {
    return read(store, "", Optional.empty(), "", false);
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
    } else if (!id.isEmpty()) {
      checkName(store, "id", id);
    }
    Optional<String> alias =
        store.optional(
            "alias",
            Kinds.TEXT,
            "Another name for the store, taken wherever its id is. It may be changed.");
    alias.ifPresent(name -> checkName(store, "alias", name));
    return read(
        store,
        id,
        alias,
        store.value("description", Kinds.TEXT, "", "What people should know about the store."),
        store.value(
            "backward_compatible",
            Kinds.FLAG,
            false,
            "Whether repositories without a storage id live here: those created when the server"
                + " had a single store, and new ones that name none. At most one store."));
  }

  private static void checkName(Section store, String key, String name) {
    if (!ID.matcher(name).matches()) {
      store.fault(
          key,
          "`"
              + name
              + "` is not a store id; use 1 to 63 letters, digits, dots, dashes and underscores,"
              + " beginning with a letter or digit");
    }
  }

  private static StoreDefinition read(
      Section store,
      String id,
      Optional<String> alias,
      String description,
      boolean backwardCompatible) {
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
    if (!id.isEmpty()) {
      refuseOtherTypes(store, type);
    }
    StoreStart start =
        store.value(
            "start",
            Kinds.oneOf(StoreStart.class),
            StoreStart.LAZY,
            "What to do when the store does not answer at start: eager refuses to start, lazy"
                + " answers 503 for its repositories until it is back.");
    boolean readOnly =
        store.value(
            "read_only",
            Kinds.FLAG,
            false,
            "Whether nothing is ever written to the store. Its repositories can be read and"
                + " compared, and that is all; none can be created.");
    Optional<String> acceptNewLocation =
        store.optional(
            "accept_new_location",
            Kinds.TEXT,
            "After the data of this store was moved elsewhere as it is: the fingerprint of the new"
                + " location, which the refusal to start names.");
    BlockstoreSettings settings = settings(store, type);
    return new StoreDefinition(
        id,
        alias,
        description,
        backwardCompatible,
        prefix,
        start,
        readOnly,
        acceptNewLocation,
        settings,
        StoreLayerSettings.read(store, settings));
  }

  /**
   * Keys and secrets of another type would do nothing. A single store may have them, as the peer's
   * may; one in memory is what stands in for a type that is missing or bad.
   */
  private static void refuseOtherTypes(Section store, BlockstoreType type) {
    for (BlockstoreType other : BlockstoreType.values()) {
      if (other != type
          && type != BlockstoreType.MEM
          && store.section(other.text(), false).whereGiven().isPresent()) {
        store.fault(
            other.text(),
            ("is for stores of type `%s`, and this is one of type `%s`; remove it, or correct the"
                    + " type")
                .formatted(other.text(), type.text()));
      }
    }
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
    LakefsStoreSettings lakefs =
        LakefsStoreSettings.read(store.section("lakefs", type == BlockstoreType.LAKEFS));
    PluginStoreSettings plugin =
        PluginStoreSettings.read(store.section("plugin", type == BlockstoreType.PLUGIN));
    return switch (type) {
      case LOCAL -> local;
      case MEM -> mem;
      case S3 -> s3;
      case GS -> gs;
      case AZURE -> azure;
      case HTTP -> http;
      case LAKEFS -> lakefs;
      case PLUGIN -> plugin;
    };
  }
}
