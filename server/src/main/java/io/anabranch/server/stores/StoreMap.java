package io.anabranch.server.stores;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The stores of this server at one moment. Immutable: a change makes a new map, and an operation
 * keeps the one that it began with. Safe for use by many threads.
 *
 * <p>Repositories refer to a store by its id. On a server with a single store that id is empty and
 * no other exists. With several stores, an empty id means the one that is marked backward
 * compatible, if any.
 */
public final class StoreMap {

  /** Before any store is connected. */
  public static final StoreMap EMPTY = new StoreMap(0, false, Map.of());

  /** What the API answers to a storage id that cannot be used. */
  private static final String INVALID_ID = "storage id: invalid value: validation error";

  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final long version;
  private final boolean single;
  private final Map<String, Store> stores;
  private final String checksum;

  private StoreMap(long version, boolean single, Map<String, Store> stores) {
    this.version = version;
    this.single = single;
    this.stores = stores;
    this.checksum = checksum(stores);
  }

  /**
   * @param version grows with every change
   * @param single whether this is the one store of a server that knows no ids
   * @param stores in the order to show them
   */
  public static StoreMap of(long version, boolean single, List<Store> stores) {
    Map<String, Store> byId = new LinkedHashMap<>();
    stores.forEach(store -> byId.put(store.id(), store));
    if (byId.size() != stores.size()) {
      throw new IllegalArgumentException("Store ids must differ: " + byId.keySet());
    }
    if (single && (stores.size() != 1 || !byId.containsKey(""))) {
      throw new IllegalArgumentException("A single store has the empty id");
    }
    if (!single && byId.containsKey("")) {
      throw new IllegalArgumentException("One of several stores has an id");
    }
    return new StoreMap(version, single, byId);
  }

  public long version() {
    return version;
  }

  /** Equal on servers with equal definitions, apart from secrets; 64 hex characters. */
  public String checksum() {
    return checksum;
  }

  public boolean single() {
    return single;
  }

  /** In the order configured. */
  public List<Store> stores() {
    return List.copyOf(stores.values());
  }

  /** The store that an id means. */
  public Optional<Store> find(String storageId) {
    return Optional.ofNullable(stores.get(actualId(storageId)));
  }

  /** The store that {@link Store#name} calls so, or its alias. */
  public Optional<Store> findNamed(String name) {
    return single
        ? stores.values().stream().filter(store -> store.name().equals(name)).findFirst()
        : findNamedSo(name);
  }

  private Optional<Store> findNamedSo(String name) {
    return stores.values().stream()
        .filter(store -> store.definition().names().contains(name))
        .findFirst();
  }

  /**
   * As {@link #findNamed}.
   *
   * @throws FailureException NotFound when there is none
   */
  public Store getNamed(String name) {
    return findNamed(name)
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.NotFound(
                        "there is no store '%s': use one of %s"
                            .formatted(name, String.join(", ", names())))));
  }

  /**
   * The name of the store that an id, an alias or nothing means, for rights on stores; the same
   * text when there is none.
   */
  public String actualName(String name) {
    return findNamed(name).or(() -> find(name)).map(Store::name).orElse(name);
  }

  /** Of all stores, in the order configured. */
  public List<String> names() {
    return stores.values().stream().map(Store::name).toList();
  }

  /**
   * The store of an existing repository.
   *
   * @throws FailureException Unavailable when it is not configured
   */
  public Store get(String storageId) {
    return find(storageId)
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Unavailable(
                        "Store `"
                            + storageId
                            + "` of this repository is neither configured on this server nor"
                            + " attached; add it to blockstores.stores",
                        RETRY_AFTER)));
  }

  /**
   * The store for a new repository.
   *
   * @param storageId empty when the request names none
   * @throws FailureException Invalid when there is no such store
   */
  public Store getForNewRepository(String storageId) {
    return find(storageId)
        .orElseThrow(() -> new FailureException(new Failure.Invalid(INVALID_ID + known())));
  }

  /**
   * The id to record and to show for a storage id: an empty one becomes that of the default, an
   * alias that of its store.
   */
  public String actualId(String storageId) {
    if (storageId.isEmpty()) {
      return defaultStore().map(Store::id).orElse("");
    }
    return stores.containsKey(storageId)
        ? storageId
        : findNamedSo(storageId).map(Store::id).orElse(storageId);
  }

  /** The store of repositories that name none: the single or the backward compatible one. */
  public Optional<Store> defaultStore() {
    return stores.values().stream()
        .filter(store -> single || store.definition().backwardCompatible())
        .findFirst();
  }

  private String known() {
    return single
        ? ": this server has a single store, so name none"
        : ": use one of " + String.join(", ", stores.keySet());
  }

  private static String checksum(Map<String, Store> stores) {
    String text =
        stores.values().stream()
            .map(store -> store.entry().toString())
            .collect(Collectors.joining("\n"));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
