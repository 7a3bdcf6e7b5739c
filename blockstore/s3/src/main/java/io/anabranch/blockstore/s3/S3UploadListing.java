package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.OngoingUpload;
import io.anabranch.blockstore.PartPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.UploadPage;
import io.anabranch.blockstore.UploadedPart;
import java.util.List;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.Part;

/** Pages of uploads under way, and of their parts. */
final class S3UploadListing {

  /** No id of an upload holds one, so that it can stand between an id and a key. */
  private static final String SEPARATOR = "/";

  private final S3Connection store;

  S3UploadListing(S3Connection store) {
    this.store = store;
  }

  PartPage parts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    ListPartsResponse page =
        store
            .failures()
            .translating(
                S3Action.listParts(address),
                () ->
                    store
                        .client()
                        .listParts(
                            list ->
                                list.bucket(address.container())
                                    .key(address.key())
                                    .uploadId(uploadId)
                                    .partNumberMarker(afterNumber)
                                    .maxParts(limit)));
    List<UploadedPart> parts = page.parts().stream().map(part -> part(address, part)).toList();
    return new PartPage(parts, Boolean.TRUE.equals(page.isTruncated()));
  }

  private static UploadedPart part(PhysicalAddress address, Part part) {
    return new UploadedPart(part.partNumber(), part.size(), S3Info.etag(address, part.eTag()));
  }

  UploadPage uploads(String container, String prefix, String after, int limit) {
    ListMultipartUploadsRequest.Builder request =
        ListMultipartUploadsRequest.builder().bucket(container).maxUploads(limit);
    if (!prefix.isEmpty()) {
      request.prefix(prefix);
    }
    if (!after.isEmpty()) {
      String[] idAndKey = after.split(SEPARATOR, 2);
      request.uploadIdMarker(idAndKey[0]).keyMarker(idAndKey[1]);
    }
    try {
      return page(
          container,
          store
              .failures()
              .translating(
                  S3Action.listUploads(container, prefix),
                  () -> store.client().listMultipartUploads(request.build())));
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return new UploadPage(List.of(), "");
      }
      throw e;
    }
  }

  private static UploadPage page(String container, ListMultipartUploadsResponse page) {
    List<OngoingUpload> uploads =
        page.uploads().stream().map(upload -> ongoing(container, upload)).toList();
    boolean more = Boolean.TRUE.equals(page.isTruncated()) && !uploads.isEmpty();
    return new UploadPage(uploads, more ? position(uploads.getLast()) : "");
  }

  private static OngoingUpload ongoing(String container, MultipartUpload upload) {
    return new OngoingUpload(
        new PhysicalAddress(container, upload.key()), upload.uploadId(), upload.initiated());
  }

  private static String position(OngoingUpload last) {
    return last.id() + SEPARATOR + last.address().key();
  }
}
