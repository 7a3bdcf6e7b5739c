package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.Utf8Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Makes the port's pages of S3's. Stores differ in what {@code start-after} means inside a common
 * prefix, so they are never asked that: such a prefix is looked at by itself first.
 */
final class S3Listing {

  private static final int LARGEST_PAGE = 1000;
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private final S3Client client;
  private final ListRequest request;
  private final List<ObjectInfo> objects = new ArrayList<>();
  private final List<String> prefixes = new ArrayList<>();
  private String startAfter;
  private String last = "";

  S3Listing(S3Client client, ListRequest request) {
    this.client = client;
    this.request = request;
    this.startAfter = request.after();
  }

  ObjectPage page() {
    beginInsidePrefix();
    int limit = Math.min(request.limit(), LARGEST_PAGE) - prefixes.size();
    if (limit == 0) {
      return new ObjectPage(objects, prefixes, last);
    }
    boolean more = fetch(limit);
    while (more && objects.isEmpty() && prefixes.isEmpty()) {
      more = fetch(limit);
    }
    return new ObjectPage(objects, prefixes, more ? last : "");
  }

  /** When the page begins within a common prefix, that prefix is on it if any of its keys is. */
  private void beginInsidePrefix() {
    Optional<String> around = commonPrefixOf(request.after());
    if (around.isEmpty()) {
      return;
    }
    String prefix = around.get();
    startAfter = prefix + LAST;
    if (!prefix.equals(request.after()) && hasKeysAfter(prefix)) {
      prefixes.add(prefix);
      last = prefix;
    }
  }

  private boolean hasKeysAfter(String prefix) {
    return client
        .listObjectsV2(
            list ->
                list.bucket(request.container())
                    .prefix(prefix)
                    .startAfter(request.after())
                    .maxKeys(1))
        .hasContents();
  }

  private boolean fetch(int limit) {
    ListObjectsV2Request.Builder list =
        ListObjectsV2Request.builder().bucket(request.container()).maxKeys(limit);
    if (!request.prefix().isEmpty()) {
      list.prefix(request.prefix());
    }
    if (!request.delimiter().isEmpty()) {
      list.delimiter(request.delimiter());
    }
    if (!startAfter.isEmpty()) {
      list.startAfter(startAfter);
    }
    ListObjectsV2Response response = client.listObjectsV2(list.build());
    if (response.isTruncated() == null) {
      throw S3Failures.notS3(request.container());
    }
    for (S3Object object : response.contents()) {
      moveTo(object.key());
      if (Utf8Order.compare(object.key(), request.after()) > 0) {
        objects.add(info(object));
      }
    }
    for (CommonPrefix common : response.commonPrefixes()) {
      moveTo(common.prefix());
      if (isNew(common.prefix())) {
        prefixes.add(common.prefix());
      }
    }
    startAfter = commonPrefixOf(last).map(prefix -> prefix + LAST).orElse(last);
    return response.isTruncated();
  }

  private boolean isNew(String prefix) {
    return Utf8Order.compare(prefix, request.after()) > 0
        && (prefixes.isEmpty() || Utf8Order.compare(prefix, prefixes.getLast()) > 0);
  }

  private void moveTo(String position) {
    if (Utf8Order.compare(position, last) > 0) {
      last = position;
    }
  }

  /** What a key is rolled up into, if anything. */
  private Optional<String> commonPrefixOf(String key) {
    int found =
        request.delimiter().isEmpty() || !key.startsWith(request.prefix())
            ? -1
            : key.indexOf(request.delimiter(), request.prefix().length());
    return found < 0
        ? Optional.empty()
        : Optional.of(key.substring(0, found + request.delimiter().length()));
  }

  private ObjectInfo info(S3Object object) {
    return S3Info.of(
        new PhysicalAddress(request.container(), object.key()),
        object.size(),
        object.eTag(),
        object.lastModified());
  }
}
