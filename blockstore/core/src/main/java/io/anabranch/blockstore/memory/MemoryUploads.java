package io.anabranch.blockstore.memory;

import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OngoingUpload;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PartLimits;
import io.anabranch.blockstore.PartPage;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadCollector;
import io.anabranch.blockstore.UploadPage;
import io.anabranch.blockstore.UploadedPart;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Uploads whose parts are arrays until they are joined to one. */
final class MemoryUploads implements MultipartUploads {

  private static final PartLimits LIMITS = new PartLimits(1, Space.LARGEST_ARRAY, 10_000);

  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
  private final Space space;
  private final StoredObjects objects;
  private final Clock clock;

  MemoryUploads(Space space, StoredObjects objects, Clock clock) {
    this.space = space;
    this.objects = objects;
    this.clock = clock;
  }

  @Override
  public PartLimits limits() {
    return LIMITS;
  }

  @Override
  public String begin(PhysicalAddress address, ObjectAttributes attributes) {
    MemoryBlockstore.requireShortKey(address);
    String id = UUID.randomUUID().toString();
    uploads.put(id, new Upload(new OngoingUpload(address, id, clock.instant()), attributes, space));
    return id;
  }

  @Override
  public UploadedPart putPart(
      PhysicalAddress address, String uploadId, int number, Content content) {
    LIMITS.requireNumber(address, number);
    Upload upload = get(address, uploadId);
    return receive(upload, number, space.read(address, content));
  }

  @Override
  public UploadedPart copyPart(
      PhysicalAddress address,
      String uploadId,
      int number,
      PhysicalAddress source,
      ReadOptions options) {
    LIMITS.requireNumber(address, number);
    Upload upload = get(address, uploadId);
    try (OpenObject part = objects.get(source).open(options)) {
      return receive(
          upload, number, space.read(address, Content.once(part.stream(), part.length())));
    }
  }

  @Override
  public PartPage listParts(PhysicalAddress address, String uploadId, int afterNumber, int limit) {
    return PartPage.of(
        get(address, uploadId).received().stream().filter(part -> part.number() > afterNumber),
        limit);
  }

  @Override
  public UploadPage listUploads(String container, String prefix, String after, int limit) {
    UploadCollector page = new UploadCollector(container, prefix, after, limit);
    uploads.values().forEach(upload -> page.add(upload.ongoing()));
    return page.page();
  }

  @Override
  public ObjectInfo complete(
      PhysicalAddress address, String uploadId, List<UploadedPart> parts, boolean ifAbsent) {
    ObjectInfo written = get(address, uploadId).complete(LIMITS, parts, objects, ifAbsent);
    uploads.remove(uploadId);
    return written;
  }

  @Override
  public void abort(PhysicalAddress address, String uploadId) {
    Upload upload = uploads.get(uploadId);
    if (upload != null && upload.ongoing().address().equals(address)) {
      upload.drop();
      uploads.remove(uploadId);
    }
  }

  private UploadedPart receive(Upload upload, int number, byte[] bytes) {
    return upload.receive(new UploadedPart(number, bytes.length, objects.nextEtag()), bytes);
  }

  private Upload get(PhysicalAddress address, String id) {
    Upload upload = uploads.get(id);
    if (upload == null || !upload.ongoing().address().equals(address)) {
      throw notFound(address, id);
    }
    return upload;
  }

  static BlockstoreException notFound(PhysicalAddress address, String id) {
    return new BlockstoreException(NOT_FOUND, "There is no upload " + id + " of " + address);
  }
}
