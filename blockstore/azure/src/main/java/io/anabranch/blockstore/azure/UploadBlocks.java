package io.anabranch.blockstore.azure;

import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.Block;
import com.azure.storage.blob.models.BlockBlobItem;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.UploadedPart;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The blocks that wait at an address, as parts of uploads. */
final class UploadBlocks {

  private final AzureClients clients;

  UploadBlocks(AzureClients clients) {
    this.clients = clients;
  }

  /** The latest part of each number that an upload has received. */
  NavigableMap<Integer, UploadedPart> list(PhysicalAddress address, String uploadId) {
    NavigableMap<Integer, UploadedPart> parts = new TreeMap<>();
    for (Block block : waiting(address)) {
      BlockName.parse(block.getName())
          .filter(name -> name.uploadId().equals(uploadId))
          .map(name -> name.part(block.getSizeLong()))
          .ifPresent(part -> parts.merge(part.number(), part, BlockName::later));
    }
    return parts;
  }

  private List<Block> waiting(PhysicalAddress address) {
    try {
      return clients.blob(address).listBlocks(BlockListType.UNCOMMITTED).getUncommittedBlocks();
    } catch (BlobStorageException e) {
      if (BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
        return List.of();
      }
      throw e;
    }
  }

  /** Makes the object of parts that wait there. */
  ObjectInfo join(
      PhysicalAddress address,
      String uploadId,
      List<UploadedPart> parts,
      ObjectAttributes attributes,
      boolean ifAbsent) {
    List<String> blocks =
        parts.stream()
            .map(part -> new BlockName(uploadId, part.number(), part.etag()))
            .filter(name -> !name.isEmpty())
            .map(BlockName::base64)
            .toList();
    BlockBlobItem written =
        clients
            .blob(address)
            .commitBlockListWithResponse(
                new BlockBlobCommitBlockListOptions(blocks)
                    .setHeaders(AzureAttributes.headers(attributes))
                    .setMetadata(AzureAttributes.metadata(attributes))
                    .setRequestConditions(AzureUploads.conditions(ifAbsent)),
                null,
                Context.NONE)
            .getValue();
    long size = parts.stream().mapToLong(UploadedPart::size).sum();
    return AzureInfo.of(address, size, written, null, attributes);
  }
}
