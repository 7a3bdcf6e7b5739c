package io.anabranch.server.objects;

import io.anabranch.server.api.ObjectStats;
import io.anabranch.server.api.Results;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.object.ListItem;
import io.anabranch.versioning.ref.ProtectedBranches;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/** What the paths of refs hold, without their bytes. Safe for use by many threads. */
@Singleton
final class ObjectEntries {

  private static final int MAX_PATHS = 1000;

  private final VersioningEngine engine;
  private final PhysicalAddresses addresses;

  ObjectEntries(VersioningEngine engine, PhysicalAddresses addresses) {
    this.engine = engine;
    this.addresses = addresses;
  }

  FoundObject get(Repository repository, String ref, String path) {
    return new FoundObject(repository, path, engine.entries().get(repository, ref, path).entry());
  }

  Results<ObjectStats> list(
      Repository repository,
      String ref,
      PageRequest request,
      boolean userMetadata,
      boolean presign) {
    refusePresign(repository, presign);
    return Results.of(
        engine.entries().list(repository, ref, request),
        ObjectEntries::offset,
        item -> stats(repository, item, userMetadata));
  }

  ObjectStats stats(FoundObject found, boolean userMetadata, boolean presign) {
    refusePresign(found.repository(), presign);
    var metadata = userMetadata ? found.entry().metadata() : Map.<String, String>of();
    return stats(found.repository(), found.path(), found.entry(), metadata);
  }

  /** Whether an upload to the path would be let in. */
  void checkUpload(Repository repository, String branch, String path) {
    ProtectedBranches.requireStageable(repository, branch);
    engine.branches().get(repository, branch);
    engine.entries().find(repository, branch, path);
  }

  void delete(Repository repository, String branch, String path) {
    engine.entries().delete(repository, branch, path);
  }

  /**
   * All or none: an error answers for every path, so the list of errors is always empty. An empty
   * path stops it all without an error, as the clients of the field know it.
   */
  ObjectErrorList deleteAll(Repository repository, String branch, List<String> paths) {
    if (paths.size() > MAX_PATHS) {
      throw new FailureException(
          new Failure.Invalid(
              "request size exceeded: at most %d paths are deleted at once, not %d"
                  .formatted(MAX_PATHS, paths.size())));
    }
    ProtectedBranches.requireStageable(repository, branch);
    engine.branches().get(repository, branch);
    if (!paths.contains("")) {
      engine.entries().deleteAll(repository, branch, paths);
    }
    return new ObjectErrorList(List.of());
  }

  void setUserMetadata(
      Repository repository, String branch, String path, Map<String, String> metadata) {
    var entry = engine.entries().get(repository, branch, path).entry();
    var changed =
        new Entry(
            entry.address(),
            entry.addressType(),
            entry.lastModified(),
            entry.size(),
            entry.etag(),
            metadata,
            entry.contentType());
    engine.entries().stage(repository, branch, path, changed);
  }

  ObjectStats stats(Repository repository, String path, Entry entry, Map<String, String> metadata) {
    return new ObjectStats(
        path,
        "object",
        addresses.uri(repository.location(), entry.address(), entry.addressType()),
        null,
        entry.etag(),
        entry.size(),
        entry.lastModified().getEpochSecond(),
        metadata,
        entry.contentType());
  }

  private ObjectStats stats(Repository repository, ListItem item, boolean userMetadata) {
    return switch (item) {
      case ListItem.CommonPrefix common -> ObjectStats.commonPrefix(common.prefix().toString());
      case ListItem.ListedEntry listed -> {
        var entry = listed.record().entry();
        var stats = stats(repository, listed.record().path().toString(), entry, entry.metadata());
        yield userMetadata ? stats : stats.withoutMetadata();
      }
    };
  }

  private static String offset(ListItem item) {
    return switch (item) {
      case ListItem.CommonPrefix common -> common.prefix().toString();
      case ListItem.ListedEntry listed -> listed.record().path().toString();
    };
  }

  static void refusePresign(Repository repository, boolean presign) {
    if (presign) {
      throw new FailureException(
          new Failure.Invalid(
              "the store of repository '%s' signs no URLs: ask without presign"
                  .formatted(repository.name())));
    }
  }
}
