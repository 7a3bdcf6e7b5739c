package io.anabranch.blockstore.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.ContentStream;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes objects: at once when the length is known and not too large, in blocks otherwise. Content
 * that is sent at once is never held; of other content, one block at a time. Blocks that are never
 * committed are seen by nobody, and the service drops them after a week.
 */
final class AzureUploads {

  /** Beyond it, a connection that breaks would cost too much. */
  static final long LARGEST_AT_ONCE = 1L << 30;

  static final int MOST_BLOCKS = 50_000;
  private static final int FIRST_BUFFER = 64 * 1024;

  private final AzureClients clients;
  private final BlockNames names;
  private final int blockBytes;

  AzureUploads(AzureClients clients, BlockNames names, int blockBytes) {
    this.clients = clients;
    this.names = names;
    this.blockBytes = blockBytes;
  }

  ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    try (ContentReader reader = ContentReader.open(address, content)) {
      OptionalLong length = content.length();
      if (length.isEmpty() || length.getAsLong() > LARGEST_AT_ONCE) {
        return putInBlocks(address, reader, options);
      }
      long size = length.getAsLong();
      return putAtOnce(
          address, BinaryData.fromStream(new ContentStream(reader, size), size), size, options);
    }
  }

  private ObjectInfo putAtOnce(
      PhysicalAddress address, BinaryData body, long size, PutOptions options) {
    BlockBlobItem written =
        clients
            .blob(address)
            .uploadWithResponse(
                new BlockBlobSimpleUploadOptions(body)
                    .setHeaders(AzureAttributes.headers(options.attributes()))
                    .setMetadata(AzureAttributes.metadata(options.attributes()))
                    .setRequestConditions(conditions(options.ifAbsent())),
                null,
                Context.NONE)
            .getValue();
    return AzureInfo.of(address, size, written, written.getContentMd5(), options.attributes());
  }

  private ObjectInfo putInBlocks(
      PhysicalAddress address, ContentReader reader, PutOptions options) {
    byte[] buffer = firstBlock(reader);
    int filled = (int) reader.count();
    if (filled < buffer.length) {
      return putAtOnce(address, body(buffer, filled), filled, options);
    }
    BlockBlobClient blob = clients.blob(address);
    String uploadId = UploadId.next();
    MessageDigest md5 = md5();
    List<String> blocks = new ArrayList<>();
    while (filled > 0) {
      if (blocks.size() == MOST_BLOCKS) {
        throw new BlockstoreException(
            Kind.BAD_CONTENT,
            "Content for " + address + " has more than " + MOST_BLOCKS + " blocks; divide it");
      }
      String block = names.next(uploadId, blocks.size() + 1, false).base64();
      stage(blob, block, buffer, filled);
      blocks.add(block);
      md5.update(buffer, 0, filled);
      filled = filled < buffer.length ? 0 : reader.fill(buffer);
    }
    byte[] digest = md5.digest();
    BlockBlobItem written =
        blob.commitBlockListWithResponse(
                new BlockBlobCommitBlockListOptions(blocks)
                    .setHeaders(AzureAttributes.headers(options.attributes()).setContentMd5(digest))
                    .setMetadata(AzureAttributes.metadata(options.attributes()))
                    .setRequestConditions(conditions(options.ifAbsent())),
                null,
                Context.NONE)
            .getValue();
    return AzureInfo.of(address, reader.count(), written, digest, options.attributes());
  }

  /** The service compares the digest: what it tells of the object later is only what we say. */
  private static void stage(BlockBlobClient blob, String block, byte[] bytes, int length) {
    MessageDigest md5 = md5();
    md5.update(bytes, 0, length);
    blob.stageBlockWithResponse(
        new BlockBlobStageBlockOptions(block, body(bytes, length)).setContentMd5(md5.digest()),
        null,
        Context.NONE);
  }

  /** An array as large as a block and full, or larger than all of the content. */
  private byte[] firstBlock(ContentReader reader) {
    byte[] buffer = new byte[Math.min(FIRST_BUFFER, blockBytes)];
    int filled = reader.fill(buffer);
    while (filled == buffer.length && filled < blockBytes) {
      byte[] rest = new byte[Math.min(filled, blockBytes - filled)];
      int count = reader.fill(rest);
      buffer = Arrays.copyOf(buffer, filled + rest.length);
      System.arraycopy(rest, 0, buffer, filled, count);
      filled += count;
    }
    return buffer;
  }

  private static BinaryData body(byte[] bytes, int length) {
    return BinaryData.fromByteBuffer(ByteBuffer.wrap(bytes, 0, length));
  }

  static BlobRequestConditions conditions(boolean ifAbsent) {
    BlobRequestConditions conditions = new BlobRequestConditions();
    return ifAbsent ? conditions.setIfNoneMatch("*") : conditions;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
