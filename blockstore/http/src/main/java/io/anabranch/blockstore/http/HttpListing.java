package io.anabranch.blockstore.http;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PageCollector;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.Utf8Order;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Pages of a list of keys. What a page says of an object is asked for when the page is: an object
 * that is not there any more is left out. Common prefixes come from the list alone.
 */
final class HttpListing {

  /** Each costs a request, and a page must come within the time for one call. */
  private static final int LARGEST_PAGE = 500;

  private static final int AT_ONCE = 16;

  private final NavigableSet<String> keys = new TreeSet<>(Utf8Order.COMPARATOR);

  /**
   * @throws BlockstoreException UNAVAILABLE, naming the first key that no object can have
   */
  HttpListing(Collection<String> keys) {
    try {
      keys.forEach(HttpAddresses::requireValid);
    } catch (BlockstoreException e) {
      throw new BlockstoreException(
          Kind.UNAVAILABLE, false, "Its list of files cannot be used: " + e.getMessage(), e);
    }
    this.keys.addAll(keys);
  }

  ObjectPage page(ListRequest request, Function<PhysicalAddress, ObjectInfo> stat) {
    if (!request.container().isEmpty()) {
      return new ObjectPage(List.of(), List.of(), "");
    }
    ObjectPage names = names(request.withLimit(Math.min(request.limit(), LARGEST_PAGE)));
    List<Callable<Optional<ObjectInfo>>> questions =
        names.objects().stream().map(name -> question(name.address(), stat)).toList();
    return new ObjectPage(ask(questions), names.commonPrefixes(), names.next());
  }

  /** Objects of which nothing but the key is known. */
  private ObjectPage names(ListRequest request) {
    PageCollector page = new PageCollector(request);
    String key =
        Utf8Order.compare(page.position(), request.prefix()) < 0
            ? keys.ceiling(request.prefix())
            : keys.higher(page.position());
    while (key != null && key.startsWith(request.prefix()) && page.add(name(key))) {
      String position = page.position();
      key = keys.higher(Utf8Order.compare(key, position) > 0 ? key : position);
    }
    return page.page();
  }

  private static ObjectInfo name(String key) {
    return new ObjectInfo(new PhysicalAddress("", key), 0, "", Instant.EPOCH);
  }

  private static Callable<Optional<ObjectInfo>> question(
      PhysicalAddress address, Function<PhysicalAddress, ObjectInfo> stat) {
    return () -> {
      try {
        return Optional.of(HttpInfo.brief(stat.apply(address)));
      } catch (BlockstoreException e) {
        if (e.kind() == Kind.NOT_FOUND) {
          return Optional.empty();
        }
        throw e;
      }
    };
  }

  private static List<ObjectInfo> ask(List<Callable<Optional<ObjectInfo>>> questions) {
    try (ExecutorService some =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
      return some.invokeAll(questions).stream()
          .map(HttpListing::answer)
          .flatMap(Optional::stream)
          .toList();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BlockstoreException(Kind.UNAVAILABLE, false, "The listing was cancelled", e);
    }
  }

  private static Optional<ObjectInfo> answer(Future<Optional<ObjectInfo>> answered) {
    if (answered.state() == Future.State.SUCCESS) {
      return answered.resultNow();
    }
    throw answered.exceptionNow() instanceof BlockstoreException why
        ? why
        : new IllegalStateException(answered.exceptionNow());
  }
}
