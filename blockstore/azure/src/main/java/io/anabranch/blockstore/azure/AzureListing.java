package io.anabranch.blockstore.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.ListBlobsOptions;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PageCollector;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.Utf8Order;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the port's pages of the service's. Where to start is told to the service, but emulators do
 * not listen and give everything from the start, which is passed over here. What it means inside a
 * common prefix is not said anywhere, so such a prefix is looked at by itself first.
 *
 * <p>An account with a hierarchical namespace orders {@code a/b} before {@code a-b}, and an
 * emulator some keys by UTF-16. All that fits on one page is put in order here; beyond that the
 * listing fails, because the alternative is to leave out keys.
 */
final class AzureListing {

  private static final int LARGEST_PAGE = 5000;
  private static final int PEEKED = 100;

  private final BlobContainerClient container;
  private final ListRequest request;
  private final PageCollector page;
  private String last = "";

  AzureListing(BlobContainerClient container, ListRequest request) {
    this.container = container;
    this.request = request;
    this.page = new PageCollector(request);
  }

  ObjectPage page() {
    String start = request.after();
    Optional<String> around = commonPrefixOf(start);
    if (around.isPresent()) {
      if (!around.get().equals(start) && !addKeyAfter(around.get(), start)) {
        return page.page();
      }
      start = successor(around.get());
    }
    walk(start);
    return page.page();
  }

  /** When the page begins within a common prefix, that prefix is on it if any of its keys is. */
  private boolean addKeyAfter(String prefix, String after) {
    return container.listBlobs(options(prefix, after, PEEKED), null).stream()
        .filter(item -> Utf8Order.compare(item.getName(), after) > 0)
        .findFirst()
        .map(item -> page.add(info(item)))
        .orElse(true);
  }

  private void walk(String start) {
    if (!start.startsWith(request.prefix()) && Utf8Order.compare(start, request.prefix()) > 0) {
      return;
    }
    // One more than is wanted tells whether that is all; the start itself comes, too.
    int size = Math.min(request.limit() + 2, LARGEST_PAGE);
    ListBlobsOptions options = options(request.prefix(), start, size);
    PagedResponse<BlobItem> response = fetch(options, null);
    if (!hasMore(response) && request.after().isEmpty()) {
      addAll(response.getValue());
      return;
    }
    requireOrder(response.getValue());
    while (addAll(response.getValue()) && hasMore(response)) {
      // What is not full by now comes from a service that did not listen, with all before the
      // start.
      response = fetch(options.setMaxResultsPerPage(LARGEST_PAGE), response.getContinuationToken());
      requireOrder(response.getValue());
    }
  }

  private PagedResponse<BlobItem> fetch(ListBlobsOptions options, @Nullable String token) {
    return (request.delimiter().isEmpty()
            ? container.listBlobs(options, null)
            : container.listBlobsByHierarchy(request.delimiter(), options, null))
        .iterableByPage(token)
        .iterator()
        .next();
  }

  private static boolean hasMore(PagedResponse<BlobItem> response) {
    String token = response.getContinuationToken();
    return token != null && !token.isEmpty();
  }

  private ListBlobsOptions options(String prefix, String start, int size) {
    ListBlobsOptions options = new ListBlobsOptions().setPrefix(prefix).setMaxResultsPerPage(size);
    return Utf8Order.compare(start, prefix) > 0 ? options.setStartFrom(start) : options;
  }

  /** Objects and common prefixes come one after the other, each in order. */
  private void requireOrder(List<BlobItem> items) {
    String object = last;
    String prefix = last;
    for (BlobItem item : items) {
      String before = isPrefix(item) ? prefix : object;
      String name = item.getName();
      if (Utf8Order.compare(name, before) < 0) {
        throw new BlockstoreException(
            Kind.UNSUPPORTED,
            "Container "
                + request.container()
                + " lists `"
                + before
                + "` before `"
                + name
                + "`, which is not the order of their bytes: it can be listed only where one page"
                + " holds all; name a narrower prefix, or use an account without hierarchical"
                + " namespace");
      }
      prefix = isPrefix(item) ? name : prefix;
      object = isPrefix(item) ? object : name;
    }
    last = Utf8Order.compare(object, prefix) > 0 ? object : prefix;
  }

  /** Whether more would be wanted. */
  private boolean addAll(List<BlobItem> items) {
    return items.stream()
        .sorted(Comparator.comparing(BlobItem::getName, Utf8Order.COMPARATOR))
        .filter(item -> !item.getName().startsWith(AzureAddresses.RESERVED))
        .allMatch(item -> page.add(info(item)));
  }

  private ObjectInfo info(BlobItem item) {
    PhysicalAddress address = new PhysicalAddress(request.container(), item.getName());
    // The collector makes a common prefix of it again.
    return isPrefix(item)
        ? new ObjectInfo(address, 0, "", Instant.EPOCH)
        : AzureInfo.of(address, item);
  }

  private static boolean isPrefix(BlobItem item) {
    return Boolean.TRUE.equals(item.isPrefix());
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

  /** The first text behind all that start with this one. */
  private static String successor(String start) {
    int end = start.length();
    int last = start.codePointBefore(end);
    String before = start.substring(0, end - Character.charCount(last));
    if (last == Character.MAX_CODE_POINT) {
      return successor(before);
    }
    int next = last + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : last + 1;
    return before + Character.toString(next);
  }
}
