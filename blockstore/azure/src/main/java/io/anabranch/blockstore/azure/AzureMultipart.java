package io.anabranch.blockstore.azure;

import com.azure.core.util.BinaryData;
import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.ContentStream;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PartLimits;
import io.anabranch.blockstore.PartPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadCollector;
import io.anabranch.blockstore.UploadPage;
import io.anabranch.blockstore.UploadedPart;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;

/**
 * Uploads in parts, each a block of the object to be. Completing commits only the upload's own
 * blocks; by what the service does, it and every other write to the address drop the blocks of
 * other uploads there, which then fail with BAD_CONTENT. An aborted upload's blocks are dropped
 * then, too, or after a week.
 */
final class AzureMultipart implements MultipartUploads {

  private static final PartLimits LIMITS = new PartLimits(0, 4000L << 20, 10_000);

  private final Blockstore store;
  private final AzureClients clients;
  private final BlockNames names;
  private final AzureCopies copies;
  private final AzureFailures failures;
  private final UploadNotes notes;
  private final UploadBlocks blocks;

  /**
   * @param store reads what the service does not copy by itself
   */
  AzureMultipart(
      Blockstore store,
      AzureClients clients,
      BlockNames names,
      AzureCopies copies,
      AzureFailures failures) {
    this.store = store;
    this.clients = clients;
    this.names = names;
    this.copies = copies;
    this.failures = failures;
    this.notes = new UploadNotes(clients);
    this.blocks = new UploadBlocks(clients);
  }

  @Override
  public PartLimits limits() {
    return LIMITS;
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    AzureAddresses.check(address);
    String uploadId = UploadId.next();
    return failures.translating(
        "begin an upload of " + address,
        () -> {
          notes.write(address, uploadId, attributes);
          return uploadId;
        });
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    long length =
        content
            .length()
            .orElseThrow(
                () ->
                    new BlockstoreException(
                        Kind.BAD_CONTENT, "A part of " + address + " must declare its length"));
    return failures.translating(
        "write part " + number + " of " + address,
        () -> {
          BlockName name = admit(address, uploadId, number, length);
          try (ContentReader reader = ContentReader.open(address, content)) {
            ContentStream stream = new ContentStream(reader, length);
            BinaryData body =
                name.isEmpty()
                    ? BinaryData.fromBytes(new byte[1])
                    : BinaryData.fromStream(stream, length);
            clients.blob(address).stageBlock(name.base64(), body);
          }
          return new UploadedPart(number, length, name.mark());
        });
  }

  /** A name for a part that may come. */
  private BlockName admit(PhysicalAddress address, String uploadId, int number, long length) {
    LIMITS.requireNumber(address, number);
    if (length > LIMITS.largestBytes()) {
      throw new BlockstoreException(
          Kind.BAD_CONTENT,
          "A part of " + address + " has at most " + LIMITS.largestBytes() + " bytes; divide it");
    }
    notes.get(address, uploadId);
    return names.next(uploadId, number, length == 0);
  }

  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    String what = "copy " + source + " into part " + number + " of " + address;
    failures.translating(what, () -> notes.get(address, uploadId));
    if (options.version().isPresent()) {
      return copyThroughHere(address, uploadId, number, source, options);
    }
    ObjectInfo found = store.stat(source);
    options.requireSame(found);
    ByteRange range = options.range().orElse(ByteRange.from(0));
    long length = range.lengthWithin(found.size());
    if (length == 0) {
      // Fails for a range; a whole object of no bytes is a part of no bytes.
      return copyThroughHere(address, uploadId, number, source, options);
    }
    try {
      return failures.translating(
          what,
          () -> {
            BlockName name = admit(address, uploadId, number, length);
            copies.stage(found, range.offset(), length, address, name);
            return new UploadedPart(number, length, name.mark());
          });
    } catch (BlockstoreException e) {
      if (e.kind() != Kind.UNSUPPORTED) {
        throw e;
      }
      return copyThroughHere(address, uploadId, number, source, options.withEtag(found.etag()));
    }
  }

  /** For services that make no blocks out of other objects. */
  private UploadedPart copyThroughHere(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    try (OpenObject object = store.open(source, options)) {
      return putPart(address, uploadId, number, Content.once(object.stream(), object.length()));
    }
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    return failures.translating(
        "list parts of " + address,
        () -> {
          notes.get(address, uploadId);
          return PartPage.of(
              blocks.list(address, uploadId).tailMap(afterNumber, false).values().stream(), limit);
        });
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    UploadCollector page = new UploadCollector(container, prefix, after, limit);
    try {
      failures.translating(
          "list uploads of " + container,
          () -> {
            notes.list(container).forEach(page::add);
            return page;
          });
    } catch (BlockstoreException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
    return page.page();
  }

  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    return failures.translating(
        "complete the upload of " + address,
        () -> {
          ObjectAttributes attributes = notes.get(address, uploadId);
          if (ifAbsent && Boolean.TRUE.equals(clients.blob(address).exists())) {
            // Whoever wrote it dropped the parts; but this is what there is to tell.
            throw new BlockstoreException(
                Kind.ALREADY_EXISTS, "There is an object " + address + " already");
          }
          NavigableMap<Integer, UploadedPart> received = blocks.list(address, uploadId);
          LIMITS.requireJoinable(address, received, parts);
          List<UploadedPart> joined = parts.stream().map(part -> get(received, part)).toList();
          ObjectInfo written = blocks.join(address, uploadId, joined, attributes, ifAbsent);
          notes.remove(address, uploadId);
          return written;
        });
  }

  /** As it was received, whatever size the caller says. */
  private static UploadedPart get(Map<Integer, UploadedPart> received, UploadedPart named) {
    return Objects.requireNonNull(received.get(named.number()));
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    failures.translating(
        "abort an upload of " + address,
        () -> {
          notes.find(address, uploadId).ifPresent(_ -> notes.remove(address, uploadId));
          return uploadId;
        });
  }
}
