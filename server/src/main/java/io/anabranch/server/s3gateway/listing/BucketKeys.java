package io.anabranch.server.s3gateway.listing;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.s3gateway.listing.BucketPage.Item;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.object.ListItem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads pages of a repository's keys. Safe for use by many threads. */
@Singleton
final class BucketKeys {

  private final VersioningEngine engine;

  BucketKeys(VersioningEngine engine) {
    this.engine = engine;
  }

  /**
   * @return empty when the prefix names a ref that does not exist
   */
  Optional<BucketPage> find(Caller caller, Repository repository, ListRequest request) {
    if (request.most() == 0) {
      return Optional.of(BucketPage.EMPTY);
    }
    return request.isOfRefs()
        ? Optional.of(refs(caller, repository, request))
        : findObjects(repository, request);
  }

  /** Branches that are not hidden, and tags, as far as the caller may list them. */
  private BucketPage refs(Caller caller, Repository repository, ListRequest request) {
    Resource resource = Resource.repository(repository.name());
    int slash = request.after().indexOf('/');
    String after = slash < 0 ? request.after() : request.after().substring(0, slash);
    Page<Branch> branches =
        caller.may(Action.LIST_BRANCHES, resource)
            ? engine.branches().list(repository, request.prefix(), after, request.most(), false)
            : new Page<>(List.of(), false);
    Page<Tag> tags =
        caller.may(Action.LIST_TAGS, resource)
            ? engine.tags().list(repository, request.prefix(), after, request.most())
            : new Page<>(List.of(), false);
    List<Item> all =
        Stream.concat(
                branches.items().stream().map(Branch::name), tags.items().stream().map(Tag::name))
            .distinct()
            .map(Key::of)
            .sorted()
            .<Item>map(name -> new Item.Prefix(name + "/"))
            .toList();
    List<Item> page = all.subList(0, Math.min(all.size(), request.most()));
    boolean more = all.size() > page.size() || branches.hasMore() || tags.hasMore();
    return new BucketPage(page, more);
  }

  private Optional<BucketPage> findObjects(Repository repository, ListRequest request) {
    String start = request.ref() + "/";
    String after = "";
    if (request.after().startsWith(start)) {
      after = request.after().substring(start.length());
    } else if (Key.of(request.after()).compareTo(Key.of(start)) > 0) {
      return Optional.of(BucketPage.EMPTY);
    }
    var paths = new PageRequest(request.pathPrefix(), request.delimiter(), after, request.most());
    try {
      Page<ListItem> page = engine.entries().list(repository, request.ref(), paths);
      return Optional.of(
          new BucketPage(
              page.items().stream().map(item -> item(start, item)).toList(), page.hasMore()));
    } catch (FailureException e) {
      if (e.failure().isAbsence()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Item item(String start, ListItem item) {
    String key = start + item.place();
    return switch (item) {
      case ListItem.CommonPrefix _ -> new Item.Prefix(key);
      case ListItem.ListedEntry listed -> new Item.Found(key, listed.record().entry());
    };
  }
}
