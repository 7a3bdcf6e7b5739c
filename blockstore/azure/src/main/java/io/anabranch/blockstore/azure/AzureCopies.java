package io.anabranch.blockstore.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.RequestConditions;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.options.BlobCopyFromUrlOptions;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockFromUrlOptions;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Copies within the account, without the bytes coming here. The service reads the source by a link,
 * which is signed for an hour, or by the token that this store signs on with.
 */
final class AzureCopies {

  /** What the service copies in one request while the caller waits. */
  static final long LARGEST_AT_ONCE = 256L << 20;

  /** For as long the service must be able to read the source. */
  static final Duration READING = Duration.ofHours(1);

  private static final HttpHeaderName VERSION = HttpHeaderName.fromString("x-ms-version-id");

  private final AzureClients clients;
  private final BlockNames names;
  private final Function<PhysicalAddress, String> sourceUrl;
  private final long largestAtOnce;

  /**
   * @param sourceUrl gives what the service can read an object by, for {@link #READING}
   */
  AzureCopies(
      AzureClients clients,
      BlockNames names,
      Function<PhysicalAddress, String> sourceUrl,
      long largestAtOnce) {
    this.clients = clients;
    this.names = names;
    this.sourceUrl = sourceUrl;
    this.largestAtOnce = largestAtOnce;
  }

  ObjectInfo copy(ObjectInfo source, PhysicalAddress target, boolean ifAbsent) {
    return source.size() <= largestAtOnce
        ? copyAtOnce(source, target, ifAbsent)
        : copyInBlocks(source, target, ifAbsent);
  }

  private ObjectInfo copyAtOnce(ObjectInfo source, PhysicalAddress target, boolean ifAbsent) {
    HttpHeaders answer =
        clients
            .blob(target)
            .copyFromUrlWithResponse(
                new BlobCopyFromUrlOptions(sourceUrl.apply(source.address()))
                    .setSourceRequestConditions(
                        new RequestConditions().setIfMatch(AzureInfo.quoted(source.etag())))
                    .setDestinationRequestConditions(AzureUploads.conditions(ifAbsent)),
                null,
                Context.NONE)
            .getHeaders();
    return new ObjectInfo(
        target,
        source.size(),
        AzureInfo.bare(answer.getValue(HttpHeaderName.ETAG)),
        ZonedDateTime.parse(
                answer.getValue(HttpHeaderName.LAST_MODIFIED), DateTimeFormatter.RFC_1123_DATE_TIME)
            .toInstant(),
        Optional.ofNullable(answer.getValue(VERSION)),
        source.checksum(),
        source.attributes());
  }

  private ObjectInfo copyInBlocks(ObjectInfo source, PhysicalAddress target, boolean ifAbsent) {
    String uploadId = UploadId.next();
    long blockBytes =
        Math.max(largestAtOnce, Math.ceilDiv(source.size(), AzureUploads.MOST_BLOCKS));
    List<String> blocks = new ArrayList<>();
    for (long done = 0; done < source.size(); done += blockBytes) {
      BlockName name = names.next(uploadId, blocks.size() + 1, false);
      stage(source, done, Math.min(blockBytes, source.size() - done), target, name);
      blocks.add(name.base64());
    }
    byte[] md5 = source.checksum().map(found -> HexFormat.of().parseHex(found.hex())).orElse(null);
    BlockBlobItem written =
        clients
            .blob(target)
            .commitBlockListWithResponse(
                new BlockBlobCommitBlockListOptions(blocks)
                    .setHeaders(AzureAttributes.headers(source.attributes()).setContentMd5(md5))
                    .setMetadata(AzureAttributes.metadata(source.attributes()))
                    .setRequestConditions(AzureUploads.conditions(ifAbsent)),
                null,
                Context.NONE)
            .getValue();
    return AzureInfo.of(target, source.size(), written, md5, source.attributes());
  }

  /** Makes a block of the target out of some bytes of just this source. */
  void stage(ObjectInfo source, long offset, long length, PhysicalAddress target, BlockName name) {
    clients
        .blob(target)
        .stageBlockFromUrlWithResponse(
            new BlockBlobStageBlockFromUrlOptions(name.base64(), sourceUrl.apply(source.address()))
                .setSourceRange(new BlobRange(offset, length))
                .setSourceRequestConditions(
                    new BlobRequestConditions().setIfMatch(AzureInfo.quoted(source.etag()))),
            null,
            Context.NONE);
  }
}
