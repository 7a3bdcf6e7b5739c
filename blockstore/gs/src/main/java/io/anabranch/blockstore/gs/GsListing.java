package io.anabranch.blockstore.gs;

import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.StorageObject;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.Utf8Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the port's page of Google's. What lies below {@link UploadNames#RESERVED} is cut out of the
 * range that is asked for, not out of the answer: so it costs nothing, however much it is.
 */
final class GsListing {

  private static final int LARGEST_PAGE = 1000;

  private final Storage storage;
  private final ListRequest request;
  private final int limit;

  /** What was found, in order; without an object for a common prefix. */
  private final SortedMap<String, Optional<ObjectInfo>> found = new TreeMap<>(Utf8Order.COMPARATOR);

  GsListing(Storage storage, ListRequest request) {
    this.storage = storage;
    this.request = request;
    this.limit = Math.min(request.limit(), LARGEST_PAGE);
  }

  ObjectPage page() throws IOException {
    if (request.prefix().startsWith(UploadNames.RESERVED)) {
      return new ObjectPage(List.of(), List.of(), "");
    }
    Optional<String> around = commonPrefixOf(request.after());
    String start = around.map(GsListing::behind).orElse(request.after());
    if (around.isPresent() && !around.get().equals(request.after()) && hasKeysAfter(around.get())) {
      found.put(around.get(), Optional.empty());
    }
    boolean more = false;
    if (UploadNames.RESERVED.startsWith(request.prefix())
        && Utf8Order.compare(start, UploadNames.RESERVED) < 0) {
      more = collect(start, UploadNames.RESERVED);
    }
    if (!more && UploadNames.RESERVED.startsWith(request.prefix())) {
      start = later(start, UploadNames.AFTER_RESERVED);
    }
    return result(more || collect(start, ""));
  }

  /**
   * Collects until the limit is reached.
   *
   * @param end sorts behind the last key that is collected; empty for none
   * @return whether there is more
   */
  private boolean collect(String start, String end) throws IOException {
    Storage.Objects.List list =
        storage
            .objects()
            .list(request.container())
            .setFields("prefixes,nextPageToken,items(" + GsObjects.LISTED_FIELDS + ")")
            // One more: the first may be the one that the page begins after.
            .setMaxResults(limit + 1L);
    set(request.prefix(), list::setPrefix);
    set(request.delimiter(), list::setDelimiter);
    set(start, list::setStartOffset);
    set(end, list::setEndOffset);
    Objects answer = list.execute();
    take(answer);
    while (answer.getNextPageToken() != null && found.size() < limit) {
      answer = list.setPageToken(answer.getNextPageToken()).execute();
      take(answer);
    }
    return answer.getNextPageToken() != null || found.size() > limit;
  }

  private void take(Objects answer) {
    for (StorageObject object : orNone(answer.getItems())) {
      if (isNew(object.getName())) {
        PhysicalAddress address = new PhysicalAddress(request.container(), object.getName());
        found.put(object.getName(), Optional.of(GsObjects.listed(address, object)));
      }
    }
    for (String prefix : orNone(answer.getPrefixes())) {
      if (isNew(prefix)) {
        found.put(prefix, Optional.empty());
      }
    }
  }

  private boolean isNew(String name) {
    return Utf8Order.compare(name, request.after()) > 0;
  }

  private ObjectPage result(boolean more) {
    List<ObjectInfo> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    String last = "";
    for (var entry : found.entrySet()) {
      if (objects.size() + prefixes.size() == limit) {
        break;
      }
      last = entry.getKey();
      entry.getValue().ifPresentOrElse(objects::add, () -> prefixes.add(entry.getKey()));
    }
    return new ObjectPage(objects, prefixes, more ? last : "");
  }

  private boolean hasKeysAfter(String prefix) throws IOException {
    Storage.Objects.List list =
        storage
            .objects()
            .list(request.container())
            .setFields("items(name)")
            .setPrefix(prefix)
            .setStartOffset(request.after())
            .setMaxResults(2L);
    Objects answer = list.execute();
    return orNone(answer.getItems()).stream().anyMatch(object -> isNew(object.getName()));
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

  /** Sorts behind all keys that start with a prefix, and before all others that do. */
  private static String behind(String prefix) {
    int last = prefix.codePointBefore(prefix.length());
    String rest = prefix.substring(0, prefix.length() - Character.charCount(last));
    return switch (last) {
      case Character.MAX_CODE_POINT -> prefix + Character.toString(last);
      case Character.MIN_SURROGATE - 1 -> rest + Character.toString(Character.MAX_SURROGATE + 1);
      default -> rest + Character.toString(last + 1);
    };
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static String later(String a, String b) {
    return Utf8Order.compare(a, b) < 0 ? b : a;
  }

  /** One of the list's settings. */
  private interface Setting {
    Storage.Objects.List to(String value);
  }

  private static void set(String value, Setting setting) {
    if (!value.isEmpty()) {
      setting.to(value);
    }
  }
}
