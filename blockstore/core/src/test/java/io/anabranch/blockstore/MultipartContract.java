package io.anabranch.blockstore;

import static io.anabranch.blockstore.BlockstoreException.Kind.ALREADY_EXISTS;
import static io.anabranch.blockstore.BlockstoreException.Kind.BAD_CONTENT;
import static io.anabranch.blockstore.BlockstoreException.Kind.CHANGED;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.RANGE_NOT_SATISFIABLE;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every store promises that takes objects in parts. The sizes of parts follow from the store's
 * limits, and no case writes more than some 20 MiB.
 */
public abstract class MultipartContract extends StoreCases {

  // Joining

  @Test
  void joinsPartsInTheOrderOfTheirNumbers() {
    String id = begin("object");
    UploadedPart last = part("object", id, 7, bytes(10));
    UploadedPart first = part("object", id, 2, large(0));
    ObjectInfo written = complete("object", id, first, last);

    assertThat(first.number()).isEqualTo(2);
    assertThat(first.size()).isEqualTo(large(0).length);
    assertThat(first.etag()).isNotEmpty().doesNotContain("\"").isNotEqualTo(last.etag());
    assertThat(written.address()).isEqualTo(at("object"));
    same(store.stat(at("object")), written);
    assertThat(Arrays.equals(read("object"), joined(large(0), bytes(10)))).isTrue();
    assertThat(id).matches("[!-.0-~]{1,1024}");
  }

  @Test
  void showsNothingUntilItIsComplete() {
    put("replaced", bytes(5));
    for (String key : List.of("new", "replaced")) {
      String id = begin(key);
      UploadedPart only = part(key, id, 1, bytes(100));
      assertThat(keys(store.list(ListRequest.of(container(), "")))).doesNotContain("new");
      assertThat(read("replaced")).isEqualTo(bytes(5));

      complete(key, id, only);
      assertThat(read(key)).isEqualTo(bytes(100));
      store.delete(List.of(at("new")));
    }
    assertThat(keys(store.list(ListRequest.of(container(), "")))).containsExactly("replaced");
  }

  @Test
  void aLaterPartOfTheSameNumberReplacesIt() {
    String id = begin("object");
    UploadedPart before = part("object", id, 1, bytes(100));
    UploadedPart after = part("object", id, 1, bytes(101));
    if (!serverHas(ServerFault.JOINS_ANY_PARTS)) {
      fails(BAD_CONTENT, () -> complete("object", id, before));
    }
    assertThat(parts("object", id)).containsExactly(after);
    complete("object", id, after);

    assertThat(read("object")).isEqualTo(bytes(101));
  }

  @Test
  void dropsPartsThatAreNotNamed() {
    String id = begin("object");
    part("object", id, 1, large(1));
    UploadedPart named = part("object", id, 2, bytes(100));
    part("object", id, 3, bytes(50));
    complete("object", id, named);

    assertThat(read("object")).isEqualTo(bytes(100));
    noParts("object", id);
  }

  @Test
  void anObjectOfNoBytesCanBeMade() {
    String id = begin("empty");
    complete("empty", id, part("empty", id, 1, bytes(0)));

    assertThat(store.stat(at("empty")).size()).isZero();
  }

  @Test
  void keepsTheAttributesOfTheBeginning() {
    MultipartUploads uploads = uploads();
    assumeTrue(!serverHas(ServerFault.DROPS_ATTRIBUTES));
    if (!store.capabilities().attributes()) {
      fails(UNSUPPORTED, () -> uploads.begin(at("object"), ATTRIBUTES));
      return;
    }
    String id = uploads.begin(at("object"), ATTRIBUTES);
    complete("object", id, part("object", id, 1, bytes(10)));

    assertThat(store.stat(at("object")).attributes()).isEqualTo(ATTRIBUTES);
  }

  @Test
  void joinsManyPartsThatCameTogether() throws Exception {
    int size = (int) Math.max(1, uploads().limits().smallestBytes());
    int count = Math.clamp((16 << 20) / size, 3, 300);
    String id = begin("many");
    List<UploadedPart> parts = Collections.synchronizedList(new ArrayList<>());
    inParallel(
        IntStream.rangeClosed(1, count).boxed().toList(),
        number -> parts.add(part("many", id, number * 3, bytes(size + number))));
    parts.sort((a, b) -> Integer.compare(a.number(), b.number()));
    uploads().complete(at("many"), id, parts, false);

    byte[][] expected = new byte[count][];
    Arrays.setAll(expected, i -> bytes(size + i + 1));
    assertThat(Arrays.equals(read("many"), joined(expected))).isTrue();
  }

  @Test
  void uploadsOfOneKeyDoNotMix() {
    String one = begin("object");
    String other = begin("object");
    assertThat(one).isNotEqualTo(other);
    UploadedPart ofOne = part("object", one, 1, bytes(10));
    UploadedPart ofOther = part("object", other, 1, bytes(11));
    complete("object", other, ofOther);
    assertThat(read("object")).isEqualTo(bytes(11));
    if (serverHas(ServerFault.WRITES_DROP_PARTS)) {
      fails(BAD_CONTENT, () -> complete("object", one, ofOne));
      assertThat(read("object")).isEqualTo(bytes(11));
      return;
    }
    complete("object", one, ofOne);

    assertThat(read("object")).isEqualTo(bytes(10));
  }

  // What cannot be joined

  @Test
  void goesOnAfterACompletionThatCannotBe() {
    String id = begin("object");
    UploadedPart first = part("object", id, 1, large(2));
    UploadedPart second = part("object", id, 2, bytes(10));
    UploadedPart unknown = new UploadedPart(3, 10, second.etag());
    UploadedPart another = new UploadedPart(2, first.size(), first.etag());
    fails(BAD_CONTENT, () -> complete("object", id, first, second, unknown));
    fails(BAD_CONTENT, () -> complete("object", id));
    if (!serverHas(ServerFault.JOINS_ANY_PARTS)) {
      fails(BAD_CONTENT, () -> complete("object", id, first, another));
      fails(BAD_CONTENT, () -> complete("object", id, second, first));
      fails(BAD_CONTENT, () -> complete("object", id, first, first));
    }
    fails(NOT_FOUND, () -> store.stat(at("object")));
    complete("object", id, first, second);

    assertThat(Arrays.equals(read("object"), joined(large(2), bytes(10)))).isTrue();
  }

  @Test
  void refusesToJoinPartsThatAreTooSmall() {
    long smallest = uploads().limits().smallestBytes();
    assumeTrue(smallest > 0 && !serverHas(ServerFault.JOINS_SMALL_PARTS));
    String id = begin("object");
    UploadedPart small = part("object", id, 1, bytes((int) smallest - 1));
    UploadedPart last = part("object", id, 2, bytes(1));
    fails(BAD_CONTENT, () -> complete("object", id, small, last));
    fails(NOT_FOUND, () -> store.stat(at("object")));
    complete("object", id, last);

    assertThat(read("object")).isEqualTo(bytes(1));
  }

  @Test
  void refusesPartsWithoutAPlace() {
    String id = begin("object");
    int most = uploads().limits().mostParts();
    for (int number : List.of(-1, 0, most + 1)) {
      fails(INVALID_ADDRESS, () -> part("object", id, number, bytes(10)));
    }
    assertThat(part("object", id, most, bytes(10)).number()).isEqualTo(most);
    uploads().abort(at("object"), id);
  }

  @Test
  void aPartWhoseContentFailsIsNotReceived() {
    String id = begin("object");
    UploadedPart good = part("object", id, 1, bytes(100));
    for (int number : List.of(1, 2)) {
      List<Content> bad =
          List.of(
              Content.once(new ByteArrayInputStream(bytes(1000)), 1001),
              Content.once(new ByteArrayInputStream(bytes(1000)), 999),
              Content.once(new Failing(bytes(1000)), 2000));
      for (Content content : bad) {
        fails(BAD_CONTENT, () -> uploads().putPart(at("object"), id, number, content));
      }
    }
    assertThat(parts("object", id)).containsExactly(good);
    complete("object", id, good);

    assertThat(read("object")).isEqualTo(bytes(100));
  }

  @Test
  void completesNotOverAnObjectWhenToldSo() {
    assumeTrue(store.capabilities().conditionalPut() && !serverHas(ServerFault.COMPLETES_OVER));
    String id = begin("object");
    List<UploadedPart> parts = List.of(part("object", id, 1, bytes(100)));
    put("object", bytes(5));
    fails(ALREADY_EXISTS, () -> uploads().complete(at("object"), id, parts, true));
    assertThat(read("object")).isEqualTo(bytes(5));
    assumeTrue(!serverHas(ServerFault.WRITES_DROP_PARTS));
    store.delete(List.of(at("object")));
    uploads().complete(at("object"), id, parts, true);

    assertThat(read("object")).isEqualTo(bytes(100));
  }

  // Parts of objects

  @Test
  void copiesPartsOfObjects() {
    assumeTrue(!serverHas(ServerFault.NO_PART_COPY));
    byte[] source = large(3);
    ObjectInfo info = put("source", source);
    String id = begin("object");
    UploadedPart whole = copy(id, 1, ReadOptions.WHOLE);
    UploadedPart middle = copy(id, 2, ReadOptions.range(5, source.length - 7));
    UploadedPart end = copy(id, 3, ReadOptions.range(source.length - 10, 1 << 20));
    assertThat(whole.size()).isEqualTo(source.length);
    assertThat(end.size()).isEqualTo(10);
    complete("object", id, whole, end);
    assertThat(Arrays.equals(read("object"), joined(source, tail(source, 10)))).isTrue();
    assertThat(middle.size()).isEqualTo(source.length - 7);

    String pinned = begin("object");
    UploadedPart sure = copy(pinned, 1, ReadOptions.range(0, 10).withEtag(info.etag()));
    complete("object", pinned, sure);
    assertThat(read("object")).isEqualTo(Arrays.copyOf(source, 10));
  }

  @Test
  void copiesNoPartOfWhatIsNotThere() {
    assumeTrue(!serverHas(ServerFault.NO_PART_COPY));
    String id = begin("object");
    fails(NOT_FOUND, () -> copy(id, 1, ReadOptions.WHOLE));
    ObjectInfo before = put("source", bytes(10));
    put("source", bytes(12));

    if (!serverHas(ServerFault.IGNORES_ETAGS) && !serverHas(ServerFault.COPIES_REGARDLESS)) {
      fails(CHANGED, () -> copy(id, 1, ReadOptions.WHOLE.withEtag(before.etag())));
    }
    fails(RANGE_NOT_SATISFIABLE, () -> copy(id, 1, ReadOptions.range(12, 1)));
    assertThat(parts("object", id)).isEmpty();
    uploads().abort(at("object"), id);
    if (refusesPartsAfterTheEnd()) {
      fails(NOT_FOUND, () -> copy(id, 1, ReadOptions.WHOLE));
    }
  }

  // Listing

  @Test
  void listsPartsAPageAtATime() {
    assumeTrue(!serverHas(ServerFault.NO_PART_PAGES));
    String id = begin("object");
    assertThat(parts("object", id)).isEmpty();
    List<UploadedPart> sent = new ArrayList<>();
    for (int number : new int[] {9, 10, 11, 100, 2, 1, 3}) {
      sent.add(part("object", id, number, bytes(number)));
    }
    sent.sort((a, b) -> Integer.compare(a.number(), b.number()));

    List<UploadedPart> found = new ArrayList<>();
    PartPage page = uploads().listParts(at("object"), id, 0, 3);
    assertThat(page.parts()).hasSize(3);
    while (page.more()) {
      found.addAll(page.parts());
      page = uploads().listParts(at("object"), id, found.getLast().number(), 3);
    }
    found.addAll(page.parts());
    assertThat(found).isEqualTo(sent);
    assertThat(uploads().listParts(at("object"), id, 11, 3).parts())
        .containsExactly(sent.getLast());
    assertThat(uploads().listParts(at("object"), id, 100, 3).parts()).isEmpty();
    uploads().abort(at("object"), id);
  }

  @Test
  void listsUploadsAPageAtATime() {
    assumeTrue(!serverHas(ServerFault.NO_UPLOAD_LISTING));
    assertThat(uploads().listUploads(container(), "", "", 10).uploads()).isEmpty();
    List<String> begun = new ArrayList<>();
    for (String key : List.of("a/2", "a/1", "a/1", "b", "a/10", "a/ä", "a", "a/1/x")) {
      begun.add(key + " " + begin(key));
    }
    begun.sort(Utf8Order.COMPARATOR);

    List<String> all = listed("", 3);
    assertThat(all.stream().sorted(Utf8Order.COMPARATOR)).isEqualTo(begun);
    assertThat(keysOf(all)).isSortedAccordingTo(Utf8Order.COMPARATOR);
    assertThat(keysOf(listed("a/", 1)))
        .containsExactly("a/1", "a/1", "a/1/x", "a/10", "a/2", "a/ä");
    assertThat(listed("c", 1)).isEmpty();
    assertThat(uploads().listUploads("no-such-container-anywhere", "", "", 5).uploads()).isEmpty();
    assertThat(uploads().listUploads(container(), "", "", 5).uploads())
        .allMatch(u -> u.begun().isAfter(Instant.now().minus(Duration.ofMinutes(5))))
        .allMatch(u -> u.begun().isBefore(Instant.now().plus(Duration.ofMinutes(5))));
  }

  // The end

  @Test
  void anUploadThatIsOverIsNotFound() {
    String aborted = begin("object");
    UploadedPart dropped = part("object", aborted, 1, bytes(100));
    uploads().abort(at("object"), aborted);
    uploads().abort(at("object"), aborted);
    String completed = begin("object");
    UploadedPart joined = part("object", completed, 1, bytes(10));
    complete("object", completed, joined);
    uploads().abort(at("object"), completed);

    assertThat(read("object")).isEqualTo(bytes(10));
    for (String id : List.of(aborted, completed, "no-such-upload", "..")) {
      noParts("object", id);
      if (refusesPartsAfterTheEnd()) {
        fails(NOT_FOUND, () -> part("object", id, 2, bytes(10)));
      }
    }
    if (!serverHas(ServerFault.BREAKS_ON_UNKNOWN_UPLOADS)) {
      fails(NOT_FOUND, () -> complete("object", aborted, dropped));
    }
    if (!serverHas(ServerFault.NO_UPLOAD_LISTING)) {
      assertThat(uploads().listUploads(container(), "", "", 10).uploads()).isEmpty();
    }
    assertThat(read("object")).isEqualTo(bytes(10));
  }

  @Test
  void completingAgainChangesNothing() {
    String id = begin("object");
    UploadedPart part = part("object", id, 1, bytes(10));
    ObjectInfo first = complete("object", id, part);
    try {
      complete("object", id, part); // S3 itself answers the same again for a while.
    } catch (BlockstoreException e) {
      assertThat(e.kind()).isEqualTo(NOT_FOUND);
    }

    same(store.stat(at("object")), first);
  }

  @Test
  void anUploadBelongsToItsAddress() {
    String id = begin("object");
    UploadedPart part = part("object", id, 1, bytes(10));
    fails(NOT_FOUND, () -> complete("other", id, part));
    noParts("other", id);
    complete("object", id, part);

    fails(NOT_FOUND, () -> store.stat(at("other")));
  }

  @Test
  void refusesAddressesThatNoObjectCanHave() {
    PhysicalAddress address = at("0123456789/".repeat(1000) + "x");
    MultipartUploads uploads = uploads();
    assumeTrue(store.capabilities().maximumKeyBytes() < address.key().length());

    fails(INVALID_ADDRESS, () -> uploads.begin(address, ObjectAttributes.NONE));
  }

  // Words for the above

  private boolean refusesPartsAfterTheEnd() {
    return !serverHas(ServerFault.TAKES_PARTS_AFTER_THE_END)
        && !serverHas(ServerFault.BREAKS_ON_UNKNOWN_UPLOADS);
  }

  private void noParts(String key, String id) {
    if (serverHas(ServerFault.LISTS_PARTS_OF_NOTHING)) {
      assertThat(parts(key, id)).isEmpty();
    } else {
      fails(NOT_FOUND, () -> parts(key, id));
    }
  }

  private MultipartUploads uploads() {
    assumeTrue(store.multipart().isPresent());
    return store.multipart().orElseThrow();
  }

  private String begin(String key) {
    return uploads().begin(at(key), ObjectAttributes.NONE);
  }

  private UploadedPart part(String key, String id, int number, byte[] bytes) {
    return uploads().putPart(at(key), id, number, Content.of(bytes));
  }

  /** A part of {@code object} from {@code source}. */
  private UploadedPart copy(String id, int number, ReadOptions options) {
    return uploads().copyPart(at("object"), id, number, at("source"), options);
  }

  private ObjectInfo complete(String key, String id, UploadedPart... parts) {
    return uploads().complete(at(key), id, List.of(parts), false);
  }

  private List<UploadedPart> parts(String key, String id) {
    return uploads().listParts(at(key), id, 0, 1000).parts();
  }

  /** Keys and ids of all uploads, from pages of a size. */
  private List<String> listed(String prefix, int limit) {
    List<String> found = new ArrayList<>();
    String after = "";
    do {
      UploadPage page = uploads().listUploads(container(), prefix, after, limit);
      assertThat(page.uploads()).hasSizeLessThanOrEqualTo(limit);
      page.uploads().forEach(upload -> found.add(upload.address().key() + " " + upload.id()));
      after = page.next();
    } while (!after.isEmpty());
    return found;
  }

  private static List<String> keysOf(List<String> listed) {
    return listed.stream().map(text -> text.substring(0, text.indexOf(' '))).toList();
  }

  /** The bytes of a part that need not be the last one, others for every variant. */
  private byte[] large(int variant) {
    return bytes((int) Math.max(100_000, uploads().limits().smallestBytes()) + variant);
  }

  private static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      joined.writeBytes(piece);
    }
    return joined.toByteArray();
  }

  private static byte[] tail(byte[] bytes, int length) {
    return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
  }
}
