package io.anabranch.server.stores.lifecycle;

import io.anabranch.server.config.ConfigurationFault;
import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.config.StoresSettings;
import io.anabranch.server.postgres.StoreMapTable;
import io.anabranch.server.postgres.StoreMapTable.Change;
import io.anabranch.server.postgres.StoreMapTable.SealedDefinition;
import io.anabranch.server.postgres.StoreMapTable.StoreRow;
import io.anabranch.server.stores.StoreEntry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The stores as the database has them, definitions decrypted. Changes are as {@link StoreMapTable}
 * makes them. Safe for use by many threads.
 */
public final class StoreDatabase {

  private final StoreMapTable table;
  private final DefinitionCipher cipher;

  public StoreDatabase(StoreMapTable table, SigningKeys keys) {
    this.table = table;
    this.cipher = new DefinitionCipher(keys);
  }

  static StoreDefinition parse(String json) throws ConfigurationFaults {
    return StoreDefinition.parse(json, Path.of(System.getProperty("user.home")));
  }

  long version() {
    return table.version();
  }

  /**
   * What a server of a configuration would begin with.
   *
   * @param faults what forbids it, as far as definitions tell
   */
  public record Outlook(List<StoreEntry> entries, List<String> faults) {}

  /** Changes nothing. */
  public Outlook outlook(StoresSettings configured) {
    var set = new StoreSet(configured, read());
    return new Outlook(set.entries(), set.findFaults());
  }

  RecordedStores read() {
    var snapshot = table.read();
    Map<String, String> locations = new HashMap<>();
    Map<String, Long> revisions = new HashMap<>();
    List<AttachedStore> attached = new ArrayList<>();
    Map<String, String> unreadable = new TreeMap<>();
    for (StoreRow row : snapshot.stores()) {
      locations.put(row.id(), row.location());
      revisions.put(row.id(), row.revision());
      row.definition().ifPresent(found -> read(row, found, attached, unreadable));
    }
    return new RecordedStores(snapshot.version(), locations, revisions, attached, unreadable);
  }

  private void read(
      StoreRow row,
      SealedDefinition definition,
      List<AttachedStore> attached,
      Map<String, String> unreadable) {
    Optional<String> json = cipher.open(row.id(), definition);
    if (json.isEmpty()) {
      unreadable.put(row.id(), lackingKey(row.id()));
      return;
    }
    try {
      attached.add(new AttachedStore(parse(json.get()), new Secret(json.get()), row.revision()));
    } catch (ConfigurationFaults e) {
      unreadable.put(row.id(), notUnderstood(row.id(), e));
    }
  }

  private static String lackingKey(String id) {
    return "Attached store `"
        + id
        + "` cannot be decrypted: add the signing key that it was attached with to"
        + " blockstores.signing.previous_secret_keys.";
  }

  private static String notUnderstood(String id, ConfigurationFaults e) {
    return "Attached store `"
        + id
        + "` is not understood by this build: "
        + e.faults().stream().map(ConfigurationFault::toString).collect(Collectors.joining("; "));
  }

  Change attach(long version, AttachedStore store) {
    return table.attach(version, store.id(), store.definition().location(), seal(store));
  }

  Change update(long version, AttachedStore store) {
    return table.update(version, store.id(), store.definition().location(), seal(store));
  }

  Change refresh(long version, String id) {
    return table.refresh(version, id);
  }

  Change forget(long version, String id) {
    return table.forget(version, id);
  }

  Change detach(long version, String id) {
    return table.detach(version, id);
  }

  Change announce(long version) {
    return table.announce(version);
  }

  private SealedDefinition seal(AttachedStore store) {
    return cipher.seal(store.id(), store.json().reveal());
  }

  /**
   * What became of definitions that were encrypted with another key than the current one.
   *
   * @param changed encrypted with the current key now
   * @param unreadable as they were, since no key that is known fits
   */
  record Reencryption(int changed, List<String> unreadable) {}

  Reencryption reencrypt() {
    int changed = 0;
    List<String> unreadable = new ArrayList<>();
    for (StoreRow row : table.read().stores()) {
      var outdated = row.definition().filter(definition -> !cipher.isCurrent(definition));
      if (outdated.isPresent()) {
        Optional<String> json = cipher.open(row.id(), outdated.get());
        if (json.isEmpty()) {
          unreadable.add(row.id());
        } else if (table.reseal(row, outdated.get(), cipher.seal(row.id(), json.get()))) {
          changed++;
        }
      }
    }
    return new Reencryption(changed, unreadable);
  }
}
