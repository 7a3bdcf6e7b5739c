package io.anabranch.blockstore;

import static io.anabranch.blockstore.BlockstoreException.Kind.ALREADY_EXISTS;
import static io.anabranch.blockstore.BlockstoreException.Kind.BAD_CONTENT;
import static io.anabranch.blockstore.BlockstoreException.Kind.CHANGED;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.RANGE_NOT_SATISFIABLE;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNSUPPORTED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What every adapter promises, and every layer keeps. A test class extends it and says how to open
 * an empty store; which cases apply follows from the store's capabilities.
 */
public abstract class BlockstoreContract extends MultipartContract {

  private static final int SEVERAL_MEBIBYTES = 5 * 1024 * 1024 + 17;

  // Put, open, stat

  @Test
  void givesBackWhatWasPut() throws IOException {
    byte[] bytes = bytes(10_000);
    ObjectInfo put = put("data/object", bytes);

    assertThat(put.address()).isEqualTo(at("data/object"));
    assertThat(put.size()).isEqualTo(bytes.length);
    assertThat(put.etag()).isNotEmpty().doesNotContain("\"");
    assertThat(put.lastModified())
        .isBetween(
            Instant.now().minus(Duration.ofMinutes(5)), Instant.now().plus(Duration.ofMinutes(5)));
    same(store.stat(at("data/object")), put);
    try (OpenObject object = store.open(at("data/object"), ReadOptions.WHOLE)) {
      same(object.info(), put);
      assertThat(object.length()).isEqualTo(bytes.length);
      assertThat(object.stream().readAllBytes()).isEqualTo(bytes);
      assertThat(object.stream().read()).isEqualTo(-1);
    }
  }

  @Test
  void keepsAnObjectOfNoBytes() {
    put("empty", new byte[0]);

    assertThat(store.stat(at("empty")).size()).isZero();
    assertThat(read("empty")).isEmpty();
    fails(RANGE_NOT_SATISFIABLE, () -> open("empty", 0, 1));
  }

  @Test
  void keepsLargeObjects() {
    byte[] bytes = bytes(SEVERAL_MEBIBYTES);
    put("large", bytes);

    assertThat(Arrays.equals(read("large"), bytes)).isTrue();
    assertThat(read("large", 4 * 1024 * 1024 - 1, 5))
        .isEqualTo(Arrays.copyOfRange(bytes, 4 * 1024 * 1024 - 1, 4 * 1024 * 1024 + 4));
  }

  @Test
  void readsRangesAndCutsThemAtTheEnd() {
    byte[] bytes = bytes(1000);
    put("object", bytes);

    assertThat(read("object", 0, 1)).isEqualTo(Arrays.copyOf(bytes, 1));
    assertThat(read("object", 0, 1000)).isEqualTo(bytes);
    assertThat(read("object", 990, 100)).isEqualTo(Arrays.copyOfRange(bytes, 990, 1000));
    assertThat(read("object", 999, 1)).isEqualTo(Arrays.copyOfRange(bytes, 999, 1000));
    assertThat(read("object", 500, Long.MAX_VALUE - 500))
        .isEqualTo(Arrays.copyOfRange(bytes, 500, 1000));
    fails(RANGE_NOT_SATISFIABLE, () -> open("object", 1000, 1));
    fails(RANGE_NOT_SATISFIABLE, () -> open("object", Long.MAX_VALUE - 1, 1));
  }

  @Test
  void aFileSliceHoldsTheBytesOfTheRange() throws IOException {
    byte[] bytes = bytes(1000);
    put("object", bytes);

    try (OpenObject object = store.open(at("object"), ReadOptions.range(100, 50))) {
      if (object.file().isPresent()) {
        FileSlice slice = object.file().get();
        ByteBuffer buffer = ByteBuffer.allocate((int) slice.length());
        while (buffer.hasRemaining()) {
          slice.channel().read(buffer, slice.position() + buffer.position());
        }
        assertThat(buffer.array()).isEqualTo(Arrays.copyOfRange(bytes, 100, 150));
      }
    }
  }

  @Test
  void takesContentOfAnyKind() {
    byte[] bytes = bytes(300_000);
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    put("direct", Content.of(direct));
    put("known", Content.once(new ByteArrayInputStream(bytes), bytes.length));
    put("unknown", Content.once(new ByteArrayInputStream(bytes)));
    put("trickling", Content.once(new Trickle(bytes)));

    for (String key : List.of("direct", "known", "unknown", "trickling")) {
      assertThat(Arrays.equals(read(key), bytes)).as(key).isTrue();
      assertThat(store.stat(at(key)).size()).as(key).isEqualTo(bytes.length);
    }
  }

  @Test
  void closesTheContentsStream() {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream stream =
        new ByteArrayInputStream(bytes(10)) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    put("object", Content.once(stream, 10));

    assertThat(closed).isTrue();
  }

  @Test
  void contentThatFailsOrHasAnotherLengthLeavesNothing() {
    byte[] bytes = bytes(300_000);
    List<Content> bad =
        List.of(
            Content.once(new ByteArrayInputStream(bytes), bytes.length + 1),
            Content.once(new ByteArrayInputStream(bytes), bytes.length - 1),
            Content.once(new ByteArrayInputStream(bytes), 0),
            Content.once(new ByteArrayInputStream(new byte[0]), 1),
            Content.once(new Failing(bytes), bytes.length * 2L),
            Content.once(new Failing(bytes)));
    put("before", bytes);
    for (Content content : bad) {
      fails(BAD_CONTENT, () -> put("new", content));
      fails(NOT_FOUND, () -> store.stat(at("new")));
    }
    fails(BAD_CONTENT, () -> put("before", Content.once(new Failing(bytes))));

    assertThat(Arrays.equals(read("before"), bytes)).isTrue();
    assertThat(keys(store.list(ListRequest.of(container(), "")))).containsExactly("before");
  }

  @Test
  void whatIsNotThereIsNotFound() {
    put("a/b", bytes(1));

    for (String key : List.of("missing", "a", "a/b/c", "a/c", "A/b")) {
      fails(NOT_FOUND, () -> store.stat(at(key)));
      fails(NOT_FOUND, () -> store.open(at(key), ReadOptions.WHOLE));
      fails(NOT_FOUND, () -> store.copy(at(key), at("target"), CopyOptions.REPLACE));
    }
    fails(NOT_FOUND, () -> store.stat(new PhysicalAddress("no-such-container-anywhere", "a/b")));
    fails(NOT_FOUND, () -> store.stat(at("target")));
  }

  @Test
  void replacesObjectsUnderTheirReaders() throws IOException {
    byte[] old = bytes(400_000);
    byte[] replacement = bytes(1000);
    ObjectInfo first = put("object", old);
    try (OpenObject reading = store.open(at("object"), ReadOptions.WHOLE)) {
      ObjectInfo second = put("object", replacement);

      assertThat(second.etag()).isNotEqualTo(first.etag());
      same(store.stat(at("object")), second);
      assertThat(read("object")).isEqualTo(replacement);
      assertThat(Arrays.equals(reading.stream().readAllBytes(), old)).isTrue();
    }
  }

  @Test
  void refusesToReplaceWhenAskedNotTo() {
    assumeTrue(store.capabilities().conditionalPut());
    byte[] bytes = bytes(100);
    store.put(at("object"), Content.of(bytes), PutOptions.IF_ABSENT);

    fails(
        ALREADY_EXISTS, () -> store.put(at("object"), Content.of(bytes(5)), PutOptions.IF_ABSENT));
    put("other", bytes(5));
    if (!serverHas(ServerFault.COPIES_REGARDLESS)) {
      fails(ALREADY_EXISTS, () -> store.copy(at("other"), at("object"), CopyOptions.IF_ABSENT));
    }
    assertThat(read("object")).isEqualTo(bytes);

    store.delete(List.of(at("object")));
    store.put(at("object"), Content.of(bytes(5)), PutOptions.IF_ABSENT);
    assertThat(read("object")).isEqualTo(bytes(5));
  }

  @Test
  void saysSoWhenItCannotPutConditionally() {
    assumeTrue(!store.capabilities().conditionalPut());

    fails(UNSUPPORTED, () -> store.put(at("object"), Content.of(bytes(5)), PutOptions.IF_ABSENT));
  }

  @Test
  void ofSixteenConditionalWritersOneWins() throws Exception {
    assumeTrue(store.capabilities().conditionalPut() && !serverHas(ServerFault.ONE_AT_A_TIME));
    for (int round = 0; round < 20; round++) {
      PhysicalAddress address = at("round/" + round);
      CountDownLatch start = new CountDownLatch(1);
      List<Callable<Boolean>> writers = new ArrayList<>();
      for (int writer = 0; writer < 16; writer++) {
        byte[] bytes = new byte[] {(byte) writer};
        writers.add(
            () -> {
              start.await();
              try {
                store.put(address, Content.of(bytes), PutOptions.IF_ABSENT);
              } catch (BlockstoreException e) {
                assertThat(e.kind()).isEqualTo(ALREADY_EXISTS);
                return false;
              }
              return true;
            });
      }
      List<Boolean> won = concurrently(writers, start);

      assertThat(Collections.frequency(won, true)).as("winners in round %d", round).isEqualTo(1);
      assertThat(read("round/" + round)).containsExactly((byte) won.indexOf(true));
    }
  }

  @Test
  void readersSeeOneWriteOrAnotherWhileItIsReplaced() throws Exception {
    assumeTrue(!serverHas(ServerFault.ONE_AT_A_TIME));
    put("object", filled(0));
    Map<String, Byte> valueOfEtag = new ConcurrentHashMap<>();
    CountDownLatch start = new CountDownLatch(1);
    List<Callable<Boolean>> calls = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      int first = thread * 20;
      boolean writes = thread % 2 == 0;
      calls.add(
          () -> {
            start.await();
            for (int i = 0; i < 20; i++) {
              if (writes) {
                put("object", filled(first + i));
              } else {
                readOneWrite(valueOfEtag);
              }
            }
            return true;
          });
    }

    assertThat(concurrently(calls, start)).doesNotContain(false);
  }

  private void readOneWrite(Map<String, Byte> valueOfEtag) throws IOException {
    try (OpenObject object = store.open(at("object"), ReadOptions.WHOLE)) {
      byte[] bytes = object.stream().readAllBytes();
      assertThat(bytes).isEqualTo(filled(bytes[0] & 0xff));
      assertThat(object.info().size()).isEqualTo(bytes.length);
      if (!serverHas(ServerFault.MIXES_ETAGS)) {
        Byte before = valueOfEtag.putIfAbsent(object.info().etag(), bytes[0]);
        assertThat(before).isIn(null, bytes[0]);
      }
    }
  }

  // What exactly is read

  @Test
  void readsOnlyTheObjectThatIsInsistedOn() {
    assumeTrue(!serverHas(ServerFault.IGNORES_ETAGS));
    ObjectInfo first = put("object", bytes(1000));
    assertThat(read("object", ReadOptions.WHOLE.withEtag(first.etag()))).isEqualTo(bytes(1000));
    assertThat(read("object", ReadOptions.range(990, 50).withEtag(first.etag()))).hasSize(10);

    ObjectInfo second = put("object", bytes(2000));
    for (ReadOptions options : List.of(ReadOptions.WHOLE, ReadOptions.range(1500, 5))) {
      fails(CHANGED, () -> store.open(at("object"), options.withEtag(first.etag())));
      assertThat(read("object", options.withEtag(second.etag()))).isNotEmpty();
    }
    store.delete(List.of(at("object")));
    fails(NOT_FOUND, () -> store.open(at("object"), ReadOptions.WHOLE.withEtag(second.etag())));
  }

  @Test
  void readsTheVersionThatItTold() {
    ObjectInfo first = put("object", bytes(1000));
    put("object", bytes(2000));
    if (first.version().isPresent()) {
      ReadOptions old = ReadOptions.WHOLE.withVersion(first.version().get());
      assertThat(read("object", old)).isEqualTo(bytes(1000));
      store.delete(List.of(at("object")));
      assertThat(read("object", old.withEtag(first.etag()))).isEqualTo(bytes(1000));
      fails(NOT_FOUND, () -> store.stat(at("object")));
    } else {
      assumeTrue(!serverHas(ServerFault.IGNORES_VERSIONS));
      fails(UNSUPPORTED, () -> store.open(at("object"), ReadOptions.WHOLE.withVersion("1")));
    }
  }

  @Test
  void keepsAttributesOrSaysThatItCannot() throws IOException {
    assumeTrue(!serverHas(ServerFault.DROPS_ATTRIBUTES));
    PutOptions options = PutOptions.REPLACE.withAttributes(ATTRIBUTES);
    if (!store.capabilities().attributes()) {
      fails(UNSUPPORTED, () -> store.put(at("object"), Content.of(bytes(10)), options));
      fails(NOT_FOUND, () -> store.stat(at("object")));
      return;
    }
    ObjectInfo written = store.put(at("object"), Content.of(bytes(10)), options);
    store.copy(at("object"), at("copy"), CopyOptions.REPLACE);

    same(store.stat(at("object")), written);
    assertThat(written.attributes()).isEqualTo(ATTRIBUTES);
    assertThat(store.stat(at("copy")).attributes()).isEqualTo(ATTRIBUTES);
    try (OpenObject object = store.open(at("object"), ReadOptions.range(1, 2))) {
      assertThat(object.info().attributes()).isEqualTo(ATTRIBUTES);
    }
    put("object", bytes(10));
    assertThat(store.stat(at("object")).attributes().metadata()).isEmpty();
  }

  // Keys

  @Test
  void keepsOddKeysAsTheyAre() {
    List<String> keys =
        List.of(
            "plain",
            "with space",
            " leading and trailing ",
            "a+b&c=d?e#f;g",
            "%2e%2e/%2F/%00",
            "%",
            "..hidden",
            ".hidden/...",
            "umlaut-ä-composed-\u00e4-decomposed-a\u0308",
            "日本語/キー",
            "smile-😀",
            serverHas(ServerFault.NO_CONTROL_CHARACTERS) ? "no tab" : "tab\tand\nnewline",
            "quote'\"<>|*:",
            "C:x",
            "~",
            "-rf",
            "0123456789abcdef".repeat(15));
    for (String key : keys) {
      put(key, key.getBytes(UTF_8));
    }
    for (String key : keys) {
      assertThat(read(key)).asString(UTF_8).isEqualTo(key);
      assertThat(keys(store.list(ListRequest.of(container(), key)))).contains(key);
    }
    assertThat(keys(store.list(ListRequest.of(container(), ""))))
        .containsExactlyElementsOf(keys.stream().sorted(Utf8Order.COMPARATOR).toList());
  }

  @Test
  void keysThatNoPathCanSayAreRefusedOrKept() {
    for (String key :
        List.of(
            "a//b",
            "/a",
            "a/",
            "./a",
            "a/./b",
            "a/../b",
            "..",
            "a\0b",
            "\\..\\a",
            "x".repeat(300))) {
      byte[] bytes = key.getBytes(UTF_8);
      if (List.of(key.split("/", -1)).contains("") && serverHas(ServerFault.NO_EMPTY_PARTS)) {
        continue;
      }
      try {
        put(key, bytes);
      } catch (BlockstoreException e) {
        assertThat(e.kind()).as(key).isEqualTo(INVALID_ADDRESS);
        continue;
      }
      assertThat(read(key)).as(key).isEqualTo(bytes);
      store.delete(List.of(at(key)));
    }
  }

  @Test
  void refusesKeysThatAreTooLong() {
    String key = "0123456789/".repeat(1000);
    assumeTrue(store.capabilities().maximumKeyBytes() < key.length());

    fails(INVALID_ADDRESS, () -> put(key + "x", bytes(1)));
  }

  @Test
  void aKeyUnderAnotherIsKeptOrRefused() {
    assumeTrue(!serverHas(ServerFault.NO_NESTED_KEYS));
    put("a", bytes(1));
    put("b/c", bytes(2));
    if (store.capabilities().nestedKeys()) {
      put("a/b", bytes(3));
      put("b", bytes(4));
      assertThat(read("a/b")).isEqualTo(bytes(3));
      assertThat(read("b")).isEqualTo(bytes(4));
    } else {
      fails(INVALID_ADDRESS, () -> put("a/b", bytes(3)));
      fails(INVALID_ADDRESS, () -> put("b", bytes(4)));
      fails(INVALID_ADDRESS, () -> store.put(at("b"), Content.of(bytes(4)), PutOptions.IF_ABSENT));
    }
    assertThat(read("a")).isEqualTo(bytes(1));
    assertThat(read("b/c")).isEqualTo(bytes(2));
  }

  // Copy, delete

  @Test
  void copies() {
    byte[] bytes = bytes(SEVERAL_MEBIBYTES);
    put("source", bytes);
    put("empty", bytes(0));
    put("target", bytes(10));

    ObjectInfo copy = store.copy(at("source"), at("target"), CopyOptions.REPLACE);
    store.copy(at("empty"), at("new/target"), CopyOptions.REPLACE);

    same(store.stat(at("target")), copy);
    assertThat(Arrays.equals(read("target"), bytes)).isTrue();
    assertThat(read("new/target")).isEmpty();
    store.delete(List.of(at("source")));
    assertThat(Arrays.equals(read("target"), bytes)).isTrue();
  }

  @Test
  void deletesManyAndMissingOnes() {
    List<PhysicalAddress> half = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      put("many/" + i, bytes(i));
      if (i % 2 == 0) {
        half.add(at("many/" + i));
        half.add(at("missing/" + i));
      }
    }
    half.add(at("many/0"));
    half.add(at("many"));
    half.add(at("many/1/x"));
    store.delete(half);
    store.delete(half);
    store.delete(List.of());

    List<String> left = keys(store.list(ListRequest.of(container(), "many/")));
    assertThat(left)
        .hasSize(50)
        .allMatch(key -> key.endsWith("1") || "3579".contains(key.substring(key.length() - 1)));
  }

  // List

  /** How many listings are compared; fewer where each asks for every object on it. */
  protected int listings() {
    return 100;
  }

  /** How many objects they list; more than the thousand of a page where writing them is quick. */
  protected int listedObjects() {
    return 2500;
  }

  @Test
  void listsLikeANaiveModel() throws Exception {
    assumeTrue(store.capabilities().listable());
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int count = serverHas(ServerFault.SLOW_LISTING) ? 120 : listedObjects();
    ListingModel model = ListingModel.random(random, count, !serverHas(ServerFault.UTF16_ORDER));
    inParallel(model.keys(), key -> put(key, bytes(key.length())));

    for (int i = 0; i < listings(); i++) {
      ListRequest request = model.request(random, container());
      if (!request.delimiter().isEmpty() && serverHas(ServerFault.ONLY_SLASH_DELIMITS)) {
        request = request.withDelimiter("/");
      }
      ListingModel.Listing expected = model.list(request);
      assertThat(ListingModel.pages(store, request))
          .as("seed %d: %s", seed, request)
          .isEqualTo(expected);
    }
  }

  @Test
  void describesWhatItLists() {
    ObjectInfo first = put("a/1", bytes(7));
    ObjectInfo second = put("a/2", bytes(9));

    ObjectPage page = store.list(ListRequest.of(container(), "a/"));
    assertThat(page.objects()).hasSize(2);
    same(page.objects().getFirst(), listed(first));
    same(page.objects().getLast(), listed(second));
    assertThat(page.objects())
        .map(listed -> listed.lastModified())
        .containsExactly(
            store.stat(first.address()).lastModified(),
            store.stat(second.address()).lastModified());
    assertThat(page.objects()).allMatch(listed -> listed.attributes().isNone());
    assertThat(page.commonPrefixes()).isEmpty();
    assertThat(page.hasMore()).isFalse();
  }

  @Test
  void listsNothingWhereNothingIs() {
    put("a/1", bytes(7));
    store.delete(List.of(at("a/1")));

    for (String prefix : List.of("", "a", "a/", "a/1", "a/1/", "../", "/", "//", "nothing")) {
      boolean odd = prefix.startsWith("/") || prefix.startsWith("..");
      if (odd && serverHas(ServerFault.NO_ODD_PREFIXES)) {
        continue;
      }
      ListRequest request = ListRequest.of(container(), prefix);
      assertThat(store.list(request).objects()).as(prefix).isEmpty();
      assertThat(store.list(request.withDelimiter("/")).commonPrefixes()).as(prefix).isEmpty();
    }
    assertThat(store.list(ListRequest.of("no-such-container-anywhere", "")).objects()).isEmpty();
  }

  // Concurrency

  @Test
  void isUsedByManyThreadsAtOnce() throws Exception {
    assumeTrue(!serverHas(ServerFault.ONE_AT_A_TIME));
    List<Integer> threads = new ArrayList<>();
    for (int thread = 0; thread < 32; thread++) {
      threads.add(thread);
    }
    inParallel(
        threads,
        thread -> {
          for (int i = 0; i < 20; i++) {
            String key = "shared/" + thread % 4 + "/" + thread + "-" + i;
            byte[] bytes = bytes(thread * 100 + i);
            put(key, bytes);
            assertThat(read(key)).isEqualTo(bytes);
            assertThat(keys(store.list(ListRequest.of(container(), key)))).contains(key);
            if (i % 2 == 0) {
              store.delete(List.of(at(key)));
            }
          }
        });

    assertThat(store.list(ListRequest.of(container(), "shared/")).objects()).hasSize(32 * 10);
  }

  // Bytes and words for the above

  /** What a listing tells of an object. */
  private static ObjectInfo listed(ObjectInfo info) {
    return new ObjectInfo(info.address(), info.size(), info.etag(), info.lastModified());
  }

  /** From 1 to 100,000 bytes of one value, which their number follows. */
  private static byte[] filled(int value) {
    byte[] bytes = new byte[1 + value % 3 * 49_999];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  /** Gives its bytes a few at a time, as a slow connection does. */
  private static final class Trickle extends ByteArrayInputStream {

    Trickle(byte[] bytes) {
      super(bytes);
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return super.read(target, offset, Math.min(length, 777));
    }
  }
}
