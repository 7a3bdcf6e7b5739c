package io.anabranch.server.objects;

import io.anabranch.server.api.ObjectStats;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.api.Results;
import io.anabranch.server.links.PresignedUrl;
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
import java.util.Optional;
import java.util.function.Function;

/** What the paths of refs hold, without their bytes. Safe for use by many threads. */
@Singleton
final class ObjectEntries {

  private static final int MAX_PATHS = 1000;

  private final VersioningEngine engine;
  private final PhysicalAddresses addresses;
  private final ObjectLinks links;

  ObjectEntries(VersioningEngine engine, PhysicalAddresses addresses, ObjectLinks links) {
    this.engine = engine;
    this.addresses = addresses;
    this.links = links;
  }

  FoundObject get(Repository repository, String ref, String path) {
    return new FoundObject(repository, path, engine.entries().get(repository, ref, path).entry());
  }

  /**
   * @param linksFrom this server, for each path whose address is to be a link
   */
  Results<ObjectStats> list(
      Repository repository,
      String ref,
      PageRequest request,
      boolean userMetadata,
      Function<String, Optional<PublicUrl>> linksFrom) {
    return Results.of(
        engine.entries().list(repository, ref, request),
        ListItem::place,
        item -> stats(repository, item, userMetadata, linksFrom));
  }

  /**
   * @param linksFrom this server, when the address is to be a link
   */
  ObjectStats stats(FoundObject found, boolean userMetadata, Optional<PublicUrl> linksFrom) {
    var metadata = userMetadata ? found.entry().metadata() : Map.<String, String>of();
    var stats = stats(found.repository(), found.path(), found.entry(), metadata);
    return linksFrom.map(server -> linked(stats, links.get(found, server))).orElse(stats);
  }

  private static ObjectStats linked(ObjectStats stats, PresignedUrl link) {
    return stats.at(link.url(), link.expiry().getEpochSecond());
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
   * @throws FailureException Invalid when more paths are to be deleted than at once can be
   */
  static void requireFew(List<String> paths) {
    if (paths.size() > MAX_PATHS) {
      throw new FailureException(
          new Failure.Invalid(
              "request size exceeded: at most %d paths are deleted at once, not %d"
                  .formatted(MAX_PATHS, paths.size())));
    }
  }

  /**
   * All or none: an error answers for every path. An empty path stops it all without an error, as
   * the clients of the field know it.
   */
  void deleteAll(Repository repository, String branch, List<String> paths) {
    ProtectedBranches.requireStageable(repository, branch);
    engine.branches().get(repository, branch);
    if (!paths.contains("")) {
      engine.entries().deleteAll(repository, branch, paths);
    }
  }

  void setUserMetadata(
      Repository repository, String branch, String path, Map<String, String> metadata) {
    var entry = engine.entries().get(repository, branch, path).entry();
    engine.entries().stage(repository, branch, path, entry.withMetadata(metadata));
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

  private ObjectStats stats(
      Repository repository,
      ListItem item,
      boolean userMetadata,
      Function<String, Optional<PublicUrl>> linksFrom) {
    return switch (item) {
      case ListItem.CommonPrefix common -> ObjectStats.commonPrefix(common.prefix().toString());
      case ListItem.ListedEntry listed -> {
        var path = listed.record().path().toString();
        var found = new FoundObject(repository, path, listed.record().entry());
        var stats = stats(found, true, linksFrom.apply(path));
        yield userMetadata ? stats : stats.withoutMetadata();
      }
    };
  }
}
