package io.anabranch.server.repositories;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anabranch.server.access.Action;
import io.anabranch.server.access.Decision;
import io.anabranch.server.access.Resource;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.postgres.RepositoryTable;
import io.anabranch.server.sampledata.SampleFiles;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.Stores;
import io.anabranch.server.trail.Trail;
import io.anabranch.versioning.commit.Commits;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.protection.BranchProtection;
import io.anabranch.versioning.ref.Names;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The repositories of this server and the stores they are bound to. Safe for use by many threads.
 *
 * <p>A repository is remembered for a few seconds. Its id is never used again, so what is
 * remembered of one that another server deleted finds nothing rather than something else.
 */
@Singleton
final class Repositories implements RepositoryLookup, RepositoryListing {

  private static final Duration REMEMBERED = Duration.ofSeconds(5);
  private static final int ROUNDS_OF_A_LIST = 10;

  private final RepositoryTable table;
  private final Stores stores;
  private final NamespaceClaims claims;
  private final SampleFiles sample;
  private final InstantSource clock;
  private final Cache<String, Repository> cache =
      Caffeine.newBuilder().maximumSize(1_000).expireAfterWrite(REMEMBERED).build();

  Repositories(
      RepositoryTable table,
      Stores stores,
      NamespaceClaims claims,
      SampleFiles sample,
      InstantSource clock) {
    this.table = table;
    this.stores = stores;
    this.claims = claims;
    this.sample = sample;
    this.clock = clock;
  }

  @Override
  public Repository get(String name) {
    var known = cache.get(name, key -> table.find(Names.repository(key)).orElse(null));
    if (known == null) {
      throw notFound(name);
    }
    Trail.found(known);
    return known;
  }

  @Override
  public Repository getWritable(String name, boolean force) {
    var repository = get(name);
    if (repository.readOnly() && !force) {
      throw new FailureException(
          new Failure.Forbidden(
              "repository '%s' is read-only: send force to change it all the same"
                  .formatted(name)));
    }
    requireWritableStore(repository);
    return repository;
  }

  @Override
  public Repository getStorable(String name) {
    var repository = get(name);
    requireWritableStore(repository);
    return repository;
  }

  private void requireWritableStore(Repository repository) {
    stores
        .map()
        .find(repository.location().storageId())
        .filter(Store::isReadOnly)
        .ifPresent(
            store -> {
              throw new FailureException(
                  new Failure.Forbidden(
                      ("repository '%s' is on store '%s', which is read-only: nothing of it can be"
                              + " changed until read_only is taken off the store")
                          .formatted(repository.name(), store.name())));
            });
  }

  /** As {@link #get}, as it is now rather than as it is remembered. */
  Repository getFresh(String name) {
    cache.invalidate(name);
    return get(name);
  }

  /** Has the next one who asks read it again. */
  void forget(Repository repository) {
    cache.invalidate(repository.name());
  }

  @Override
  public ListedRepositories list(
      Caller caller, String prefix, String search, String after, int amount) {
    caller.requireForSome(Action.LIST_REPOSITORIES);
    int wanted = PageRequest.amount(amount);
    List<Repository> found = new ArrayList<>();
    String from = after;
    for (int round = 0; round < ROUNDS_OF_A_LIST; round++) {
      int size = round == 0 ? wanted + 1 : PageRequest.MAX_AMOUNT;
      List<Repository> rows = table.list(prefix, search, from, size);
      rows.stream().filter(repository -> isListed(repository, caller)).forEach(found::add);
      if (found.size() > wanted || rows.size() < size) {
        return ListedRepositories.cut(found, wanted);
      }
      from = rows.getLast().name();
    }
    return new ListedRepositories(found, from);
  }

  private static boolean isListed(Repository repository, Caller caller) {
    var resource = Resource.repository(repository.name());
    return caller.may(Action.READ_REPOSITORY, resource)
        && !(caller.decide(Action.LIST_REPOSITORIES, resource) instanceof Decision.Denied);
  }

  /** The store that an id of a request means, by its name; the same text when there is none. */
  String storeName(String storageId) {
    return stores.map().actualName(storageId);
  }

  /**
   * Checks everything that can be refused before a byte is written to the store. A repository that
   * cannot be filled as wanted is deleted again.
   *
   * @param creator who asks for it, and commits the sample data
   */
  Repository create(NewRepository wanted, String creator) {
    Names.repository(wanted.name());
    Names.branch(wanted.defaultBranch());
    refuseUnfillable(wanted);
    refuseTakenName(wanted.name());
    var location = location(wanted);
    boolean claimed = !wanted.bare() && !wanted.readOnly();
    if (claimed) {
      claims.claim(location);
    }
    var created = insert(wanted, location, claimed, creator);
    return wanted.sampleData() ? filled(created, creator) : created;
  }

  private Repository insert(
      NewRepository wanted, TreeLocation location, boolean claimed, String creator) {
    try {
      return insert(wanted, location, creator).orElseThrow(() -> alreadyExists(wanted.name()));
    } catch (FailureException e) {
      if (claimed && !(e.failure() instanceof Failure.OutcomeUnknown)) {
        release(location, e);
      }
      throw e;
    }
  }

  private void release(TreeLocation location, Throwable failure) {
    try {
      claims.release(location);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /** The default branch is protected last: from then on it takes no commits. */
  private Repository filled(Repository repository, String creator) {
    try {
      sample.commit(repository, creator);
      var protectedBranch = new BranchProtection(List.of(repository.defaultBranch()));
      if (!table.setProtection(repository, repository.protection(), protectedBranch)) {
        throw gone(repository);
      }
      return repository;
    } catch (RuntimeException | Error e) {
      takeBack(repository, creator, e);
      throw e;
    } finally {
      forget(repository);
    }
  }

  private void takeBack(Repository repository, String creator, Throwable failure) {
    try {
      table.delete(repository, creator);
      claims.release(repository.location());
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private TreeLocation location(NewRepository wanted) {
    Store store = stores.map().getForNewRepository(wanted.storageId());
    refuseReadOnly(store);
    String namespace = wanted.storageNamespace();
    if (!store.description().admits(namespace)) {
      throw new FailureException(
          new Failure.Invalid(
              "invalid namespace '%s': on this store it must match the regex %s"
                  .formatted(namespace, store.description().namespaceRegex())));
    }
    if (namespace.endsWith("://")) {
      throw new FailureException(
          new Failure.Invalid(
              "invalid namespace '%s': say after it where on the store the repository is to lie"
                  .formatted(namespace)));
    }
    var location = new TreeLocation(store.id(), wanted.plainStorageNamespace());
    claims.check(location);
    return location;
  }

  private static void refuseReadOnly(Store store) {
    if (store.isReadOnly()) {
      String reason =
          store.isForeign() ? ", as it is of type " + store.definition().type().text() : "";
      throw new FailureException(
          new Failure.Invalid(
              "store '%s' is read-only%s: create the repository on another store"
                  .formatted(store.name(), reason)));
    }
  }

  private Optional<Repository> insert(NewRepository wanted, TreeLocation location, String creator) {
    var now = clock.instant();
    var row =
        new RepositoryTable.NewRepository(
            wanted.name(), location, wanted.defaultBranch(), now, wanted.readOnly());
    return wanted.bare()
        ? table.createBare(row, creator)
        : table.create(row, Commits.first(now), creator);
  }

  void delete(Repository repository, String user) {
    boolean deleted = table.delete(repository, user);
    cache.invalidate(repository.name());
    if (!deleted) {
      throw notFound(repository.name());
    }
  }

  Map<String, String> metadata(Repository repository) {
    return table.findMetadata(repository).orElseThrow(() -> gone(repository));
  }

  void setMetadata(Repository repository, Map<String, String> metadata) {
    if (!table.setMetadata(repository, metadata)) {
      throw gone(repository);
    }
  }

  void deleteMetadata(Repository repository, Collection<String> keys) {
    if (!table.deleteMetadata(repository, keys)) {
      throw gone(repository);
    }
  }

  /** The id people see: that of the default store for repositories from single-store days. */
  String shownStorageId(Repository repository) {
    return stores.map().actualId(repository.location().storageId());
  }

  private void refuseTakenName(String name) {
    if (table.find(name).isPresent()) {
      throw alreadyExists(name);
    }
  }

  private static void refuseUnfillable(NewRepository wanted) {
    if (wanted.sampleData() && (wanted.bare() || wanted.readOnly())) {
      throw new FailureException(
          new Failure.Invalid(
              "a bare or read-only repository takes no sample data: create it without sample_data"));
    }
  }

  private FailureException gone(Repository repository) {
    cache.invalidate(repository.name());
    return notFound(repository.name());
  }

  private static FailureException notFound(String name) {
    return new FailureException(
        new Failure.NotFound("there is no repository '%s'".formatted(name)));
  }

  private static FailureException alreadyExists(String name) {
    return new FailureException(
        new Failure.AlreadyExists(
            "there is a repository '%s' already: choose another name".formatted(name)));
  }
}
