package io.anabranch.server.s3gateway.listing;

import io.anabranch.server.access.Action;
import io.anabranch.server.access.Resource;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.listing.BucketPage.Item;
import io.anabranch.server.s3gateway.listing.PathHistory.Version;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Owner;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.anabranch.versioning.listing.Page;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * What the keys of a ref were, commit by commit. Keys that were deleted are listed only where the
 * prefix is the whole key: of others it would take a look at every tree there was.
 */
@Singleton
final class ListObjectVersions implements Operation {

  /** Each costs a walk through the history, so a page has few. */
  private static final int MOST_KEYS = 50;

  private final BucketKeys keys;
  private final PathHistory history;

  ListObjectVersions(BucketKeys keys, PathHistory history) {
    this.keys = keys;
    this.history = history;
  }

  @Override
  public String name() {
    return "ListObjectVersions";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.BUCKET, "versions");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnRepository(Action.LIST_OBJECTS);
    String keyMarker = call.query().get("key-marker");
    String versionMarker = call.query().get("version-id-marker");
    if (keyMarker.isEmpty() && !versionMarker.isEmpty()) {
      throw S3Error.INVALID_ARGUMENT.exception("version-id-marker needs a key-marker");
    }
    ListRequest asked = ListRequest.of(call, keyMarker);
    if (!asked.isOfRefs()) {
      call.caller()
          .require(Action.READ_BRANCH, Resource.branch(call.repository().name(), asked.ref()));
    }
    var versions = new Versions(asked.most());
    if (asked.most() > 0 && !asked.isOfRefs()) {
      addMarked(call, asked, versionMarker, versions);
    }
    BucketPage page = versions.more ? BucketPage.EMPTY : page(call, asked);
    for (Item item : page.items()) {
      if (versions.isFull()) {
        versions.more = true;
      } else {
        add(call, asked, item, versions);
      }
    }
    versions.more |= page.hasMore();
    return xml(call, asked, keyMarker, versionMarker, versions);
  }

  private BucketPage page(Call call, ListRequest asked) {
    var request =
        new ListRequest(
            asked.prefix(),
            asked.delimiter(),
            asked.after(),
            Math.min(asked.most(), MOST_KEYS),
            asked.encoded());
    return keys.find(call.caller(), call.repository(), request)
        .orElseThrow(S3Error.BAD_REQUEST::exception);
  }

  /** The rest of a key whose history did not fit on the page before, or of one that is deleted. */
  private void addMarked(Call call, ListRequest asked, String versionMarker, Versions versions) {
    if (!versionMarker.isEmpty()) {
      addHistory(call, asked, asked.after(), versionMarker, versions);
    } else if (asked.after().isEmpty() && !asked.pathPrefix().isEmpty()) {
      if (!history.exists(call.repository(), asked.ref(), asked.pathPrefix())) {
        addHistory(call, asked, asked.prefix(), "", versions);
      }
    }
  }

  private void add(Call call, ListRequest asked, Item item, Versions versions) {
    switch (item) {
      case Item.Prefix(String key) -> versions.add(new Listed.Prefix(key));
      case Item.Found(String key, _) -> addHistory(call, asked, key, "", versions);
    }
  }

  private void addHistory(
      Call call, ListRequest asked, String key, String after, Versions versions) {
    if (!key.startsWith(asked.ref() + "/")) {
      throw S3Error.INVALID_ARGUMENT.exception("key-marker is no key of this list");
    }
    String path = key.substring(asked.ref().length() + 1);
    Page<Version> found =
        history.list(call.repository(), asked.ref(), path, after, versions.room());
    boolean latest = after.isEmpty();
    for (Version version : found.items()) {
      versions.add(new Listed.Of(key, version, latest));
      latest = false;
    }
    versions.more |= found.hasMore();
  }

  /** What is on a page. */
  private sealed interface Listed {
    record Prefix(String key) implements Listed {}

    record Of(String key, Version version, boolean latest) implements Listed {}
  }

  private static final class Versions {
    private final int most;
    private final List<Listed> items = new ArrayList<>();
    private boolean more;

    Versions(int most) {
      this.most = most;
    }

    int room() {
      return most - items.size();
    }

    boolean isFull() {
      return more || room() == 0;
    }

    void add(Listed item) {
      items.add(item);
    }
  }

  private static MutableHttpResponse<?> xml(
      Call call, ListRequest asked, String keyMarker, String versionMarker, Versions versions) {
    boolean truncated = versions.more && !versions.items.isEmpty();
    Xml xml =
        PageXml.begin("ListVersionsResult", call.repository().name(), asked)
            .put("KeyMarker", asked.text(keyMarker))
            .put("VersionIdMarker", versionMarker)
            .put("IsTruncated", truncated);
    if (truncated) {
      switch (versions.items.getLast()) {
        case Listed.Prefix(String key) -> xml.put("NextKeyMarker", asked.text(key));
        case Listed.Of(String key, Version version, _) ->
            xml.put("NextKeyMarker", asked.text(key)).put("NextVersionIdMarker", version.id());
      }
    }
    for (Listed item : versions.items) {
      if (item instanceof Listed.Of(String key, Version version, boolean latest)) {
        put(xml, asked.text(key), version, latest);
      }
    }
    for (Listed item : versions.items) {
      if (item instanceof Listed.Prefix(String key)) {
        xml.open("CommonPrefixes").put("Prefix", asked.text(key)).close();
      }
    }
    return xml.answer();
  }

  private static void put(Xml xml, String key, Version version, boolean latest) {
    xml.open(version.entry().isPresent() ? "Version" : "DeleteMarker")
        .put("Key", key)
        .put("VersionId", version.id())
        .put("IsLatest", latest);
    version
        .entry()
        .ifPresentOrElse(
            entry -> PageXml.putEntry(xml, entry), () -> xml.put("LastModified", version.time()));
    Owner.put(xml).close();
  }
}
