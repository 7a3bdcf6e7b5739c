package io.anabranch.blockstore.gs;

import static io.anabranch.blockstore.BlockstoreException.Kind.BAD_CONTENT;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.UploadedPart;
import io.anabranch.blockstore.Utf8Order;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GsBlockstoreTest extends BlockstoreContract {

  private static final int THREE_MEBIBYTES = (3 << 20) + 1;

  private static FakeGcs server;
  private static int buckets;

  private String bucket = "";

  @BeforeAll
  static void startServer() {
    server = FakeGcs.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected Blockstore openStore() {
    bucket = "bucket-" + buckets++;
    server.createBucket(bucket);
    return server.open();
  }

  @Override
  protected String container() {
    return bucket;
  }

  @Override
  protected Set<ServerFault> serverFaults() {
    return EnumSet.of(
        ServerFault.ONLY_SLASH_DELIMITS, ServerFault.COPIES_REGARDLESS, ServerFault.COMPLETES_OVER);
  }

  @Test
  void sendsContentOfUnknownLengthInChunks() {
    byte[] bytes = bytes(THREE_MEBIBYTES);
    store.put(
        at("chunks"),
        Content.once(new ByteArrayInputStream(bytes)),
        PutOptions.IF_ABSENT.withAttributes(ATTRIBUTES));

    assertThat(read("chunks")).isEqualTo(bytes);
    assertThat(store.stat(at("chunks")).attributes()).isEqualTo(ATTRIBUTES);
  }

  @Test
  void anUploadInChunksThatFailsLeavesNothing() {
    Content failing =
        Content.once(
            new SequenceInputStream(
                new ByteArrayInputStream(bytes(THREE_MEBIBYTES)), new Broken()));
    fails(BAD_CONTENT, () -> put("chunks", failing));

    fails(NOT_FOUND, () -> store.stat(at("chunks")));
  }

  @Test
  void listsAndDeletesMoreThanOneRequestHolds() throws Exception {
    List<Integer> numbers = IntStream.range(0, 1100).boxed().toList();
    inParallel(numbers, i -> put("many/%04d".formatted(i), bytes(1)));
    ObjectPage first = store.list(ListRequest.of(bucket, "many/").withLimit(5000));
    ObjectPage second = store.list(ListRequest.of(bucket, "many/").withAfter(first.next()));
    assertThat(first.objects()).hasSize(1000);
    assertThat(second.objects()).hasSize(100);
    assertThat(second.hasMore()).isFalse();
    store.delete(numbers.stream().map(i -> at("many/%04d".formatted(i))).toList());

    assertThat(store.list(ListRequest.of(bucket, "")).objects()).isEmpty();
  }

  @Test
  void uploadsUnderWayAreNotToBeSeenOrTouched() {
    MultipartUploads uploads = store.multipart().orElseThrow();
    for (String key : List.of("a", ".a", ".anabranch-uploads", ".anabranch-uploads0", "z/1")) {
      put(key, bytes(1));
      String id = uploads.begin(at(key), ObjectAttributes.NONE);
      uploads.putPart(at(key), id, 1, Content.of(bytes(10)));
    }
    for (int limit = 1; limit < 6; limit++) {
      for (String delimiter : List.of("", "/", "u")) {
        assertThat(walk("", delimiter, limit))
            .as("%s, %d", delimiter, limit)
            .containsExactlyElementsOf(
                delimiter.equals("u")
                    ? List.of(".a", ".anabranch-u", "a", "z/1")
                    : List.of(
                        ".a",
                        ".anabranch-uploads",
                        ".anabranch-uploads0",
                        "a",
                        delimiter.isEmpty() ? "z/1" : "z/"));
      }
    }
    assertThat(walk(".anabranch-uploads/", "", 10)).isEmpty();
    for (String key : List.of(".anabranch-uploads/", ".anabranch-uploads/parts/1")) {
      fails(INVALID_ADDRESS, () -> put(key, bytes(1)));
      fails(INVALID_ADDRESS, () -> store.stat(at(key)));
      fails(INVALID_ADDRESS, () -> store.delete(List.of(at(key))));
    }
  }

  /** All keys and common prefixes. */
  private List<String> walk(String prefix, String delimiter, int limit) {
    List<String> found = new ArrayList<>();
    ListRequest request = ListRequest.of(bucket, prefix).withDelimiter(delimiter).withLimit(limit);
    ObjectPage page = store.list(request);
    found.addAll(both(page));
    while (page.hasMore()) {
      page = store.list(request.withAfter(page.next()));
      found.addAll(both(page));
    }
    return found;
  }

  private static List<String> both(ObjectPage page) {
    List<String> both = new ArrayList<>(keys(page));
    both.addAll(page.commonPrefixes());
    both.sort(Utf8Order.COMPARATOR);
    return both;
  }

  @Test
  void nothingOfAnUploadIsLeftWhenItIsOver() throws Exception {
    MultipartUploads uploads = store.multipart().orElseThrow();
    String aborted = uploads.begin(at("aborted"), ObjectAttributes.NONE);
    uploads.putPart(at("aborted"), aborted, 1, Content.of(bytes(10)));
    uploads.abort(at("aborted"), aborted);
    String completed = uploads.begin(at("object"), ObjectAttributes.NONE);
    List<UploadedPart> parts =
        IntStream.rangeClosed(1, 70)
            .mapToObj(n -> uploads.putPart(at("object"), completed, n, Content.of(bytes(n))))
            .toList();
    uploads.complete(at("object"), completed, parts, false);

    GsSettings settings = server.settings();
    try (GsConnection connection = GsConnection.open(settings, GsTransport.open(settings))) {
      assertThat(connection.data().objects().list(bucket).execute().getItems())
          .extracting(object -> object.getName())
          .containsExactly("object");
    }
  }

  @Test
  void abortingAnUploadOfAnotherKeyTouchesNothing() {
    MultipartUploads uploads = store.multipart().orElseThrow();
    String id = uploads.begin(at("object"), ObjectAttributes.NONE);
    uploads.putPart(at("object"), id, 1, Content.of(bytes(10)));
    uploads.abort(at("other"), id);

    assertThat(uploads.listParts(at("object"), id, 0, 10).parts()).hasSize(1);
  }

  @Test
  void aKeyWithNoRoomForAnUploadIsRefused() {
    fails(
        INVALID_ADDRESS,
        () -> store.multipart().orElseThrow().begin(at("k".repeat(1000)), ObjectAttributes.NONE));
  }

  private static final class Broken extends InputStream {

    @Override
    public int read() throws IOException {
      throw new IOException("connection reset, on purpose");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return read();
    }
  }
}
