package io.anabranch.blockstore.gs;

import com.google.api.services.storage.model.StorageObject;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PartLimits;
import io.anabranch.blockstore.PartPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadPage;
import io.anabranch.blockstore.UploadedPart;
import java.util.List;
import java.util.Map;

/**
 * Uploads in parts. Parts are objects of the bucket, hidden as {@link UploadNames} says, and the
 * store joins them. An upload is over when its marker is deleted, which is done before its parts
 * are: what a crash leaves then is referred to by nothing, and is removed by {@link #abort} with
 * the same id or by the bucket's lifecycle.
 */
final class GsMultipartUploads implements MultipartUploads {

  static final PartLimits LIMITS = new PartLimits(0, 5L << 40, 10_000);

  private final GsConnection connection;
  private final GsUploads uploads;
  private final GsReads reads;
  private final GsCopies copies;
  private final GsParts parts;

  GsMultipartUploads(GsConnection connection) {
    this.connection = connection;
    this.uploads = new GsUploads(connection);
    this.reads = new GsReads(connection);
    this.copies = new GsCopies(connection);
    this.parts = new GsParts(connection);
  }

  @Override
  public PartLimits limits() {
    return LIMITS;
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    GsAddresses.check(address);
    String id = UploadNames.freshId(address);
    PhysicalAddress marker = UploadNames.marker(address, id);
    connection.ask(
        GsAction.write(address),
        () ->
            uploads.put(
                marker, Content.of(new byte[0]), PutOptions.REPLACE.withAttributes(attributes)));
    return id;
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    return write(
        address,
        uploadId,
        number,
        part ->
            connection.ask(
                GsAction.write(address), () -> uploads.put(part, content, PutOptions.REPLACE)));
  }

  /** A whole object is copied by the store; the bytes of a range pass through this process. */
  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    GsAddresses.check(source);
    return write(
        address,
        uploadId,
        number,
        part ->
            options.range().isPresent()
                ? pass(source, options, part)
                : copy(source, options, part));
  }

  private StorageObject pass(PhysicalAddress source, ReadOptions options, PhysicalAddress part) {
    try (OpenObject object = reads.open(source, options)) {
      Content content = Content.once(object.stream(), object.length());
      return connection.ask(
          GsAction.copyPart(source), () -> uploads.put(part, content, PutOptions.REPLACE));
    }
  }

  private StorageObject copy(PhysicalAddress source, ReadOptions options, PhysicalAddress part) {
    GsAction action = GsAction.copyPart(source);
    reads.requireGenerations(action, options);
    return connection.ask(action, () -> copies.copy(source, options, part, false));
  }

  /** Writes a part. */
  private interface Writing {
    StorageObject to(PhysicalAddress part);
  }

  private UploadedPart write(PhysicalAddress address, String id, int number, Writing writing) {
    LIMITS.requireNumber(address, number);
    parts.requireUnderWay(address, id);
    PhysicalAddress part = UploadNames.part(address, id, number);
    UploadedPart written = GsParts.described(number, writing.to(part));
    if (!parts.isUnderWay(address, id)) {
      // It ended meanwhile, so nobody else may remove this.
      new GsDeletions(connection).delete(List.of(part));
      throw GsParts.noUpload(address);
    }
    return written;
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    parts.requireUnderWay(address, uploadId);
    return PartPage.of(parts.list(address, uploadId, afterNumber, limit + 1).stream(), limit);
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    return parts.listUploads(container, prefix, after, limit);
  }

  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> named, boolean ifAbsent) {
    ObjectAttributes attributes = parts.requireUnderWay(address, uploadId);
    Map<Integer, StorageObject> received = parts.all(address, uploadId);
    List<UploadedPart> joinable = GsParts.asReceived(received, named);
    LIMITS.requireJoinable(address, GsParts.described(received), joinable);
    StorageObject joined =
        new GsJoin(connection, address, uploadId).join(joinable, attributes, ifAbsent);
    parts.end(address, uploadId);
    try {
      parts.drop(address, uploadId);
    } catch (BlockstoreException e) {
      // The object is whole and the upload over: what is left is for the bucket's lifecycle.
    }
    return GsObjects.of(address, joined);
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    if (UploadNames.isId(address, uploadId)) {
      parts.end(address, uploadId);
      parts.drop(address, uploadId);
    }
  }
}
