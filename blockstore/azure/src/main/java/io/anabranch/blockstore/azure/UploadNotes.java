package io.anabranch.blockstore.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.OngoingUpload;
import io.anabranch.blockstore.PhysicalAddress;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the service does not keep of an upload: that it is under way, and the attributes for the
 * object. Each is an empty blob, below a prefix that listings leave out, in the object's container;
 * its metadata hold the object's key and attributes.
 */
final class UploadNotes {

  /** No name of the port's metadata begins so. */
  private static final String KEY = "_key";

  private static final Pattern ID = Pattern.compile(UploadId.FORM);

  private final AzureClients clients;

  UploadNotes(AzureClients clients) {
    this.clients = clients;
  }

  void write(PhysicalAddress address, String uploadId, ObjectAttributes attributes) {
    Map<String, String> metadata = new HashMap<>(AzureAttributes.metadata(attributes));
    metadata.put(KEY, Base64.getUrlEncoder().encodeToString(address.key().getBytes(UTF_8)));
    note(address.container(), uploadId)
        .uploadWithResponse(
            new BlockBlobSimpleUploadOptions(BinaryData.fromBytes(new byte[0]))
                .setHeaders(AzureAttributes.headers(attributes))
                .setMetadata(metadata),
            null,
            Context.NONE);
  }

  /**
   * The attributes that an upload began with.
   *
   * @throws BlockstoreException NOT_FOUND when it is not under way for just this object
   */
  ObjectAttributes get(PhysicalAddress address, String uploadId) {
    return find(address, uploadId)
        .orElseThrow(
            () ->
                new BlockstoreException(
                    Kind.NOT_FOUND, "There is no such upload of " + address + "; begin another"));
  }

  Optional<ObjectAttributes> find(PhysicalAddress address, String uploadId) {
    if (!ID.matcher(uploadId).matches()) {
      return Optional.empty();
    }
    try {
      BlobProperties found = note(address.container(), uploadId).getProperties();
      return key(found.getMetadata()).filter(address.key()::equals).isPresent()
          ? Optional.of(AzureAttributes.of(found.getContentType(), found.getMetadata()))
          : Optional.empty();
    } catch (BlobStorageException e) {
      if (BlobErrorCode.BLOB_NOT_FOUND.equals(e.getErrorCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Whoever asks knows that the upload is one of just this object. */
  void remove(PhysicalAddress address, String uploadId) {
    note(address.container(), uploadId).deleteIfExists();
  }

  /** Every upload under way in a container, in no order. */
  Stream<OngoingUpload> list(String container) {
    ListBlobsOptions options =
        new ListBlobsOptions()
            .setPrefix(AzureAddresses.RESERVED)
            .setDetails(new BlobListDetails().setRetrieveMetadata(true));
    return clients.container(container).listBlobs(options, null).stream()
        .flatMap(item -> upload(container, item).stream());
  }

  private static Optional<OngoingUpload> upload(String container, BlobItem item) {
    return key(item.getMetadata())
        .map(
            key ->
                new OngoingUpload(
                    new PhysicalAddress(container, key),
                    item.getName().substring(AzureAddresses.RESERVED.length()),
                    item.getProperties().getCreationTime().toInstant()));
  }

  private static Optional<String> key(Map<String, String> metadata) {
    return Optional.ofNullable(metadata.get(KEY))
        .map(base64 -> new String(Base64.getUrlDecoder().decode(base64), UTF_8));
  }

  private BlockBlobClient note(String container, String uploadId) {
    return clients.blob(new PhysicalAddress(container, AzureAddresses.RESERVED + uploadId));
  }
}
