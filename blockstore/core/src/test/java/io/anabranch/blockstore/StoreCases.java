package io.anabranch.blockstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts share: the store under test, and words to say what is done with it. */
public abstract class StoreCases {

  /** Of every kind that stores must carry. */
  protected static final ObjectAttributes ATTRIBUTES =
      new ObjectAttributes(
          Optional.of("text/csv; charset=utf-8"),
          Map.of("plain", "value", "with_text", "Fluß, 川 & \"quotes\" 100 %"));

  protected Blockstore store;

  /** Opens a store whose {@link #container} is empty. The contract closes it. */
  protected abstract Blockstore openStore() throws Exception;

  /** A container that exists, or that comes to exist with the first object. */
  protected String container() {
    return "container";
  }

  /** What a server that stands in for the real store is known to get wrong. */
  protected enum ServerFault {
    /** It takes a millisecond for each key that it lists. */
    SLOW_LISTING,
    /** It lists in the order of {@link String#compareTo}. */
    UTF16_ORDER,
    /** It holds no key under another key. */
    NO_NESTED_KEYS,
    /** It refuses keys with two slashes in a row, or with one at an end. */
    NO_EMPTY_PARTS,
    /** It refuses to list prefixes that begin with a slash or lead upwards. */
    NO_ODD_PREFIXES,
    /** It knows no delimiter but the slash. */
    ONLY_SLASH_DELIMITS,
    /** It reads an object whatever etag is insisted on. */
    IGNORES_ETAGS,
    /** It keeps no attributes, or not as they were. */
    DROPS_ATTRIBUTES,
    /** It may tell the etag of one write with the bytes of another that came between. */
    MIXES_ETAGS,
    /** It gives the latest object whatever version it is asked for. */
    IGNORES_VERSIONS,
    /** It joins parts of any size. */
    JOINS_SMALL_PARTS,
    /** It joins parts whatever etags they are named with, or in whatever order. */
    JOINS_ANY_PARTS,
    /** It takes parts of uploads that are over. */
    TAKES_PARTS_AFTER_THE_END,
    /** It copies objects whatever condition is set. */
    COPIES_REGARDLESS,
    /** It copies no parts of objects. */
    NO_PART_COPY,
    /** What is written to an address drops the parts of others there. Azure itself does so. */
    WRITES_DROP_PARTS,
    /** It completes an upload over an object although told not to. */
    COMPLETES_OVER,
    /** It lists no uploads, or the wrong ones. */
    NO_UPLOAD_LISTING,
    /** It lists all parts on one page, or not the last ones. */
    NO_PART_PAGES,
    /** It breaks down where it should say that there is no such upload. */
    BREAKS_ON_UNKNOWN_UPLOADS,
    /** It lists no parts of uploads that are over or belong elsewhere, instead of failing. */
    LISTS_PARTS_OF_NOTHING,
    /** It loses its way when asked for several things at a time; so of many writers two may win. */
    ONE_AT_A_TIME,
    /** It takes no keys with control characters. */
    NO_CONTROL_CHARACTERS
  }

  /** Cases that only show a fault of such a server are left out. Empty for every real store. */
  protected Set<ServerFault> serverFaults() {
    return Set.of();
  }

  protected final boolean serverHas(ServerFault fault) {
    return serverFaults().contains(fault);
  }

  @BeforeEach
  final void open() throws Exception {
    store = openStore();
  }

  @AfterEach
  final void close() {
    store.close();
  }

  protected final PhysicalAddress at(String key) {
    return new PhysicalAddress(container(), key);
  }

  protected final ObjectInfo put(String key, byte[] bytes) {
    return put(key, Content.of(bytes));
  }

  protected final ObjectInfo put(String key, Content content) {
    return store.put(at(key), content, PutOptions.REPLACE);
  }

  protected final byte[] read(String key) {
    return read(key, ReadOptions.WHOLE);
  }

  protected final byte[] read(String key, long offset, long length) {
    return read(key, ReadOptions.range(offset, length));
  }

  protected final byte[] read(String key, ReadOptions options) {
    try (OpenObject object = store.open(at(key), options)) {
      byte[] bytes = object.stream().readAllBytes();
      assertThat(object.length()).isEqualTo(bytes.length);
      return bytes;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  protected final OpenObject open(String key, long offset, long length) {
    return store.open(at(key), ReadOptions.range(offset, length));
  }

  /**
   * A write may not know the store's time to the second, nor tell the same digest as a look at the
   * object does; everything else agrees.
   */
  protected static void same(ObjectInfo found, ObjectInfo written) {
    assertThat(found)
        .usingRecursiveComparison()
        .ignoringFields("lastModified", "checksum")
        .isEqualTo(written);
    assertThat(Duration.between(found.lastModified(), written.lastModified()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }

  protected static List<String> keys(ObjectPage page) {
    return page.objects().stream().map(object -> object.address().key()).toList();
  }

  protected static void fails(BlockstoreException.Kind kind, ThrowingCallable call) {
    BlockstoreException failure = catchThrowableOfType(BlockstoreException.class, call);
    assertThat(failure).as("a failure of kind %s", kind).isNotNull();
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
  }

  /** Bytes that depend on how many they are. */
  protected static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** Work on one item, which may fail. */
  protected interface Work<T> {
    void on(T item) throws Exception;
  }

  protected static <T> void inParallel(List<T> items, Work<T> work) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int part = 0; part < 32; part++) {
      int first = part;
      calls.add(
          () -> {
            for (int i = first; i < items.size(); i += 32) {
              work.on(items.get(i));
            }
            return true;
          });
    }
    concurrently(calls, start);
  }

  protected static <T> List<T> concurrently(List<Callable<T>> calls, CountDownLatch start)
      throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = calls.stream().map(threads::submit).toList();
      start.countDown();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }
}
