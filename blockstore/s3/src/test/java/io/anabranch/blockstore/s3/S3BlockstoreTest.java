package io.anabranch.blockstore.s3;

import static io.anabranch.blockstore.BlockstoreException.Kind.BAD_CONTENT;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.PutOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class S3BlockstoreTest extends BlockstoreContract {

  private static final int TWELVE_MEBIBYTES = (12 << 20) + 1;

  private static S3ProxyServer server;
  private static int buckets;

  private String bucket = "";

  @BeforeAll
  static void startServer() {
    server = S3ProxyServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected Blockstore openStore() {
    bucket = "bucket-" + buckets++;
    server.createBucket(bucket);
    return S3Blockstore.open(server.settings().build(), Clock.systemUTC());
  }

  @Override
  protected String container() {
    return bucket;
  }

  @Override
  protected Set<ServerFault> serverFaults() {
    return EnumSet.of(
        ServerFault.UTF16_ORDER,
        ServerFault.MIXES_ETAGS,
        ServerFault.NO_NESTED_KEYS,
        ServerFault.NO_EMPTY_PARTS,
        ServerFault.NO_ODD_PREFIXES,
        ServerFault.ONLY_SLASH_DELIMITS,
        ServerFault.NO_PART_PAGES,
        ServerFault.TAKES_PARTS_AFTER_THE_END,
        ServerFault.LISTS_PARTS_OF_NOTHING);
  }

  @Test
  void sendsContentOfUnknownLengthInParts() {
    byte[] bytes = bytes(TWELVE_MEBIBYTES);
    Content content = Content.once(new ByteArrayInputStream(bytes));
    store.put(at("parts"), content, PutOptions.IF_ABSENT);

    assertThat(store.stat(at("parts")).etag()).as("three parts").endsWith("-3");
    assertThat(read("parts")).isEqualTo(bytes);
  }

  @Test
  void anUploadInPartsThatFailsLeavesNothing() {
    Content failing =
        Content.once(
            new SequenceInputStream(
                new ByteArrayInputStream(bytes(TWELVE_MEBIBYTES)), new Broken()));
    fails(BAD_CONTENT, () -> put("parts", failing));

    fails(NOT_FOUND, () -> store.stat(at("parts")));
    assertThat(store.multipart().orElseThrow().listUploads(bucket, "", "", 10).uploads()).isEmpty();
  }

  @Test
  void listsMoreThanOnePageOfTheStore() throws Exception {
    inParallel(
        IntStream.range(0, 1100).boxed().toList(), i -> put("many/%04d".formatted(i), bytes(1)));

    var first = store.list(ListRequest.of(bucket, "many/").withLimit(5000));
    var second = store.list(ListRequest.of(bucket, "many/").withAfter(first.next()));
    assertThat(first.objects()).hasSize(1000);
    assertThat(second.objects()).hasSize(100);
    assertThat(second.hasMore()).isFalse();
  }

  @Test
  void deletesMoreThanOneRequestHolds() throws Exception {
    List<Integer> numbers = IntStream.range(0, 1100).boxed().toList();
    inParallel(numbers, i -> put("many/" + i, bytes(1)));
    store.delete(numbers.stream().map(i -> at("many/" + i)).toList());

    assertThat(store.list(ListRequest.of(bucket, "")).objects()).isEmpty();
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
