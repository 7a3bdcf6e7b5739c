package io.anabranch.server.stores.lifecycle;

import io.anabranch.server.config.ConfigurationFault;
import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.ConfigurationSource;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.postgres.RepositoryTable;
import io.anabranch.server.postgres.StoreMapTable.Change;
import io.anabranch.server.stores.AttachRules;
import io.anabranch.server.stores.Relocation;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.lifecycle.CurrentStores.Plan;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What may be done to stores at run time, and to which: those of the configuration are read-only
 * here. Each change is durable on return and in force on this server; on others within a second.
 * Safe for use by many threads.
 */
@Singleton
final class StoreChanges {

  /** All of them are in memory, each with its clients. */
  private static final int MOST_ATTACHED = 500;

  /** Names in one message. */
  private static final int MOST_NAMES = 20;

  private final CurrentStores current;
  private final StoreDatabase database;
  private final RepositoryTable repositories;
  private final ConfigurationSource configuration;

  StoreChanges(
      CurrentStores current,
      StoreDatabase database,
      RepositoryTable repositories,
      ConfigurationSource configuration) {
    this.current = current;
    this.database = database;
    this.repositories = repositories;
    this.configuration = configuration;
  }

  /**
   * @param json with the keys of an element of {@code blockstores.stores}
   */
  Store attach(String json) {
    StoreDefinition definition = parse(json);
    var _ =
        current.change(
            recorded -> {
              refuseTakenId(definition.id(), recorded);
              requireSound(definition, recorded);
              var store =
                  new AttachedStore(
                      definition, new Secret(json), recorded.revision(definition.id()) + 1);
              return new Plan(recorded.with(store), version -> database.attach(version, store));
            });
    return get(definition.id());
  }

  private void refuseTakenId(String id, RecordedStores recorded) {
    if (current.settings().single()) {
      throw conflict(
          "this server has a single store without an id: to attach others, configure it in"
              + " blockstores.stores of "
              + configuration.name()
              + " instead of blockstore, and restart");
    }
    if (isConfigured(id)) {
      throw new FailureException(
          new Failure.AlreadyExists(
              "store '%s' is configured in %s: choose another id"
                  .formatted(id, configuration.name())));
    }
    if (recorded.isAttached(id)) {
      throw new FailureException(
          new Failure.AlreadyExists(
              "store '%s' is attached already: change it with PATCH, or choose another id"
                  .formatted(id)));
    }
    if (recorded.attached().size() >= MOST_ATTACHED) {
      throw invalid("%d stores are attached, and that is all".formatted(MOST_ATTACHED));
    }
  }

  /**
   * @param merge makes the new definition of the old one
   */
  Store update(String id, UnaryOperator<String> merge) {
    var _ =
        current.change(
            recorded -> {
              AttachedStore before = attached(id, recorded);
              String json = merge.apply(before.json().reveal());
              StoreDefinition definition = parse(json);
              if (!definition.id().equals(id)) {
                throw invalid("id: can never be changed; attach another store instead");
              }
              requireSound(definition, recorded);
              var store = new AttachedStore(definition, new Secret(json), before.revision() + 1);
              return new Plan(recorded.with(store), version -> database.update(version, store));
            });
    return get(id);
  }

  /** Opens a store anew on all servers, with the credentials that files and machine have now. */
  Store refresh(Store store) {
    String id = store.id();
    var _ =
        current.change(
            recorded -> new Plan(recorded.refreshed(id), version -> database.refresh(version, id)));
    return get(id);
  }

  /** Nothing on the store is touched. */
  void detach(String id) {
    Change change =
        current.change(
            recorded -> {
              if (recorded.isAttached(id) && isConfigured(id)) {
                return new Plan(recorded.without(id), version -> database.forget(version, id));
              }
              if (!recorded.isAttached(id)) {
                throw notAttached(id);
              }
              return new Plan(recorded.without(id), version -> database.detach(version, id));
            });
    if (change == Change.IN_USE) {
      throw conflict(inUse(id));
    }
  }

  private String inUse(String id) {
    List<String> names = repositories.listNames(id, MOST_NAMES + 1);
    String listed = String.join("', '", names.subList(0, Math.min(names.size(), MOST_NAMES)));
    return "store '%s' has repositories: '%s'%s; delete them first, or keep the store"
        .formatted(id, listed, names.size() > MOST_NAMES ? " and more" : "");
  }

  private AttachedStore attached(String id, RecordedStores recorded) {
    if (isConfigured(id)) {
      throw notAttached(id);
    }
    String unreadable = recorded.unreadable().get(id);
    if (unreadable != null) {
      throw conflict(unreadable);
    }
    return recorded.find(id).orElseThrow(() -> notAttached(id));
  }

  /** Of a store of the configuration, if it is one. */
  private FailureException notAttached(String id) {
    Store store = current.map().getNamed(id);
    if (store.entry().isAttached()) {
      return new FailureException(
          new Failure.NotFound("store '%s' has just been detached".formatted(id)));
    }
    return conflict(
        "store '%s' is configured in %s: change it there, and reload"
            .formatted(store.name(), configuration.name()));
  }

  private void requireSound(StoreDefinition definition, RecordedStores recorded) {
    List<String> faults =
        new ArrayList<>(AttachRules.findFaults(definition, current.settings().attach()));
    faults.addAll(new StoreSet(current.settings(), recorded).findOverlaps(definition));
    Relocation.findFault(definition, recorded.location(definition.id())).ifPresent(faults::add);
    if (!faults.isEmpty()) {
      throw invalid(String.join("; ", faults));
    }
  }

  private static StoreDefinition parse(String json) {
    try {
      return StoreDatabase.parse(json);
    } catch (ConfigurationFaults e) {
      throw invalid(
          String.join("; ", e.faults().stream().map(ConfigurationFault::toString).toList()));
    }
  }

  private boolean isConfigured(String id) {
    return current.settings().stores().stream().anyMatch(store -> store.id().equals(id));
  }

  /** As it is now, unless another server has just taken it away. */
  private Store get(String id) {
    return current.map().get(id);
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }

  private static FailureException conflict(String message) {
    return new FailureException(new Failure.Conflict(message));
  }
}
