package io.anabranch.blockstore.layer;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PartLimits;
import io.anabranch.blockstore.PartPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadPage;
import io.anabranch.blockstore.UploadedPart;
import java.util.List;
import java.util.function.Function;

/** Uploads of whatever store a call is to go to when it begins. */
public final class SelectedUploads implements MultipartUploads {

  private final Selection stores;

  public SelectedUploads(Selection stores) {
    this.stores = stores;
  }

  @Override
  public PartLimits limits() {
    return using(MultipartUploads::limits);
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    return using(uploads -> uploads.begin(address, attributes));
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    return using(uploads -> uploads.putPart(address, uploadId, number, content));
  }

  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    return using(uploads -> uploads.copyPart(address, uploadId, number, source, options));
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    return using(uploads -> uploads.listParts(address, uploadId, afterNumber, limit));
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    return using(uploads -> uploads.listUploads(container, prefix, after, limit));
  }

  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    return using(uploads -> uploads.complete(address, uploadId, parts, ifAbsent));
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    using(
        uploads -> {
          uploads.abort(address, uploadId);
          return uploadId;
        });
  }

  private <T> T using(Function<MultipartUploads, T> call) {
    return stores.using(
        store ->
            call.apply(
                store
                    .multipart()
                    .orElseThrow(
                        () ->
                            new BlockstoreException(
                                Kind.UNSUPPORTED,
                                "The store takes no uploads in parts any more"))));
  }
}
