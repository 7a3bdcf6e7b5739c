package io.anabranch.blockstore.azure;

import static io.anabranch.blockstore.BlockstoreException.Kind.BAD_CONTENT;
import static io.anabranch.blockstore.BlockstoreException.Kind.BUSY;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNSUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreContract;
import io.anabranch.blockstore.Checksum;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PutOptions;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AzureBlockstoreTest extends BlockstoreContract {

  private static final int FIVE_BLOCKS = (4 << 20) + 1;

  private static AzuriteServer server;
  private static int containers;

  private String container = "";

  @BeforeAll
  static void startServer() {
    server = AzuriteServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @Override
  protected Blockstore openStore() {
    container = "container-" + containers++;
    server.createContainer(container);
    return AzureBlockstore.open(server.settings(), Clock.systemUTC(), 1 << 20);
  }

  @Override
  protected String container() {
    return container;
  }

  @Override
  protected Set<ServerFault> serverFaults() {
    return EnumSet.of(
        ServerFault.UTF16_ORDER,
        ServerFault.ONLY_SLASH_DELIMITS,
        ServerFault.IGNORES_VERSIONS,
        ServerFault.WRITES_DROP_PARTS);
  }

  @Override
  protected int listings() {
    return 5;
  }

  @Test
  void sendsContentOfUnknownLengthInBlocksAndKeepsItsDigest() throws Exception {
    byte[] bytes = bytes(FIVE_BLOCKS);
    Content content = Content.once(new ByteArrayInputStream(bytes));
    ObjectInfo put = store.put(at("blocks"), content, PutOptions.IF_ABSENT);

    String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    assertThat(put.checksum()).contains(new Checksum(Checksum.Algorithm.MD5, md5));
    assertThat(store.stat(at("blocks")).checksum()).isEqualTo(put.checksum());
    assertThat(read("blocks")).isEqualTo(bytes);
    BlockBlobClient blob = AzureClients.open(server.settings()).blob(at("blocks"));
    assertThat(blob.listBlocks(BlockListType.COMMITTED).getCommittedBlocks()).hasSize(5);
  }

  @Test
  void anUploadInBlocksThatFailsLeavesNothing() {
    Content failing =
        Content.once(
            new SequenceInputStream(new ByteArrayInputStream(bytes(FIVE_BLOCKS)), new Broken()));
    fails(BAD_CONTENT, () -> put("blocks", failing));

    fails(NOT_FOUND, () -> store.stat(at("blocks")));
  }

  @Test
  void aPutWhoseBlocksAnotherOneDroppedCanBeRepeated() {
    byte[] bytes = bytes(FIVE_BLOCKS);
    byte[] other = bytes(FIVE_BLOCKS - 1);
    AtomicBoolean raced = new AtomicBoolean();
    InputStream meanwhile =
        new FilterInputStream(new ByteArrayInputStream(bytes)) {
          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count < 0 && raced.compareAndSet(false, true)) {
              put("raced", Content.once(new ByteArrayInputStream(other)));
            }
            return count;
          }
        };
    fails(BUSY, () -> put("raced", Content.once(meanwhile)));

    assertThat(read("raced")).isEqualTo(other);
  }

  @Test
  void copiesWithWhatWasSaidOfTheObject() {
    // More than the service is asked to copy at once here, and less.
    for (int length : new int[] {FIVE_BLOCKS, 1000}) {
      ObjectInfo source =
          store.put(
              at("source"),
              Content.of(bytes(length)),
              PutOptions.REPLACE.withAttributes(ATTRIBUTES));
      ObjectInfo copy = store.copy(at("source"), at("copy"), CopyOptions.REPLACE);

      assertThat(copy.attributes()).isEqualTo(ATTRIBUTES);
      assertThat(copy.checksum()).isEqualTo(source.checksum()).isPresent();
      same(store.stat(at("copy")), copy);
      assertThat(store.stat(at("copy")).checksum()).isEqualTo(copy.checksum());
    }
  }

  @Test
  void notesOfUploadsAreNoObjects() {
    String id = store.multipart().orElseThrow().begin(at("object"), ATTRIBUTES);

    assertThat(store.list(ListRequest.of(container, "")).objects()).isEmpty();
    assertThat(store.list(ListRequest.of(container, "").withDelimiter("/")).commonPrefixes())
        .isEmpty();
    fails(INVALID_ADDRESS, () -> store.stat(at(AzureAddresses.RESERVED + id)));
  }

  @Test
  void aListingOutOfOrderFailsUnlessOnePageHoldsAll() {
    // The server lists them by UTF-16.
    put("\uFF21", bytes(1));
    put("\uD83D\uDE00", bytes(1));

    assertThat(keys(store.list(ListRequest.of(container, ""))))
        .containsExactly("\uFF21", "\uD83D\uDE00");
    fails(UNSUPPORTED, () -> store.list(ListRequest.of(container, "").withAfter("a")));
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
