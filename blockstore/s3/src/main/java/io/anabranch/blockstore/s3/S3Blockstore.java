package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.Capabilities;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Amazon S3, or a store that speaks its language. A container is a bucket, which must exist. The
 * SDK adds checksums to what is sent and verifies those of whole objects that are read.
 *
 * <p>A conditional copy passes through this process, because few stores know it otherwise. Keys
 * with {@code .} or {@code ..} between slashes are refused: clients and proxies on the way resolve
 * them.
 */
public final class S3Blockstore implements Blockstore {

  private static final int MAXIMUM_KEY_BYTES = 1024;
  private static final Capabilities CAPABILITIES =
      new Capabilities(true, true, true, true, true, false, MAXIMUM_KEY_BYTES, 5L << 40);
  private static final long COPIED_PART = 1L << 30;
  private static final List<String> RESOLVED = List.of(".", "..");

  private final S3Client client;
  private final S3Settings settings;
  private final S3Failures failures;
  private final Clock clock;

  private S3Blockstore(S3Client client, S3Settings settings, Clock clock) {
    this.client = client;
    this.settings = settings;
    this.failures = new S3Failures(settings);
    this.clock = clock;
  }

  /**
   * Makes no call to the store.
   *
   * @throws BlockstoreException FORBIDDEN when the credentials named cannot be read
   */
  public static S3Blockstore open(S3Settings settings, Clock clock) {
    try {
      return new S3Blockstore(S3Clients.open(settings), settings, clock);
    } catch (SdkException | IllegalArgumentException e) {
      throw new BlockstoreException(
          Kind.FORBIDDEN,
          "The client for " + settings.place() + " cannot be made: " + e.getMessage(),
          e);
    }
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  /** The time of the object is this process's: asking for the store's would cost a request. */
  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    check(address);
    return translating(
        "write " + address,
        () -> {
          S3Uploads.Written written =
              new S3Uploads(client, settings).put(address, content, options.ifAbsent());
          return S3Info.of(address, written.size(), written.etag(), clock.instant());
        });
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    check(address);
    String what = "read " + address;
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(address.container()).key(address.key());
    options.range().ifPresent(range -> request.range(header(range)));
    ResponseInputStream<GetObjectResponse> body =
        translating(what, () -> client.getObject(request.build()));
    GetObjectResponse response = body.response();
    long length = response.contentLength();
    long size = Optional.ofNullable(response.contentRange()).map(S3Blockstore::size).orElse(length);
    if (options.range().isPresent() && response.contentRange() == null) {
      body.abort();
      throw outOfRange(options.range().get(), address, size);
    }
    ObjectInfo info = S3Info.of(address, size, response.eTag(), response.lastModified());
    return new OpenObject(info, length, new S3Body(body, what, length, failures), Optional.empty());
  }

  /** A whole object came where a part was asked for. */
  private static BlockstoreException outOfRange(
      ByteRange range, PhysicalAddress address, long size) {
    return range.offset() >= size
        ? new BlockstoreException(
            Kind.RANGE_NOT_SATISFIABLE, "The range begins behind the end of " + address)
        : new BlockstoreException(Kind.UNSUPPORTED, "The store gives no parts of " + address);
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    check(address);
    HeadObjectResponse head = translating("find " + address, () -> head(address));
    return S3Info.of(address, head.contentLength(), head.eTag(), head.lastModified());
  }

  private HeadObjectResponse head(PhysicalAddress address) {
    try {
      return client.headObject(h -> h.bucket(address.container()).key(address.key()));
    } catch (S3Exception e) {
      if (e.statusCode() != HttpStatusCode.NOT_FOUND && e.statusCode() < 500) {
        explain(address);
      }
      throw e;
    }
  }

  /** Fails with the reason, which an answer to a HEAD cannot hold. */
  private void explain(PhysicalAddress address) {
    client
        .getObject(get -> get.bucket(address.container()).key(address.key()).range("bytes=0-0"))
        .abort();
  }

  @Override
  public ObjectPage list(ListRequest request) {
    try {
      return translating(
          "list " + request.container() + "/" + request.prefix(),
          () -> new S3Listing(client, request).page());
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return new ObjectPage(List.of(), List.of(), "");
      }
      throw e;
    }
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    check(target);
    if (options.ifAbsent()) {
      try (OpenObject object = open(source, ReadOptions.WHOLE)) {
        Content content = Content.once(object.stream(), object.length());
        return put(target, content, PutOptions.IF_ABSENT);
      }
    }
    ObjectInfo info = stat(source);
    return translating(
        "copy " + source + " to " + target,
        () ->
            info.size() <= S3Uploads.MAXIMUM_PUT
                ? copyOnce(info, target)
                : copyParts(info, target));
  }

  private ObjectInfo copyOnce(ObjectInfo source, PhysicalAddress target) {
    CopyObjectRequest.Builder request =
        CopyObjectRequest.builder()
            .sourceBucket(source.address().container())
            .sourceKey(source.address().key())
            .destinationBucket(target.container())
            .destinationKey(target.key());
    settings
        .encryption()
        .ifPresent(
            encryption -> {
              request.serverSideEncryption(encryption.algorithm());
              encryption.kmsKeyId().ifPresent(request::ssekmsKeyId);
            });
    CopyObjectResult result = client.copyObject(request.build()).copyObjectResult();
    return S3Info.of(target, source.size(), result.eTag(), result.lastModified());
  }

  private ObjectInfo copyParts(ObjectInfo source, PhysicalAddress target) {
    try (PartedUpload upload = PartedUpload.begin(client, settings, target)) {
      for (long done = 0; done < source.size(); done += COPIED_PART) {
        upload.addCopy(
            source.address(), source.etag(), done, Math.min(COPIED_PART, source.size() - done));
      }
      S3Uploads.Written written = upload.complete(false);
      return S3Info.of(target, written.size(), written.etag(), clock.instant());
    }
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    new S3Deletions(client, failures).delete(addresses);
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return Optional.empty();
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return Optional.empty();
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T translating(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw failures.translate(what, e);
    }
  }

  private static void check(PhysicalAddress address) {
    String key = address.key();
    if (address.container().isEmpty()) {
      throw new BlockstoreException(
          Kind.INVALID_ADDRESS, "`" + key + "` names no bucket; a namespace begins with one");
    }
    if (key.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_KEY_BYTES) {
      throw new BlockstoreException(
          Kind.INVALID_ADDRESS, "A key has at most " + MAXIMUM_KEY_BYTES + " bytes");
    }
    if (Arrays.stream(key.split("/", -1)).anyMatch(RESOLVED::contains)) {
      throw new BlockstoreException(
          Kind.INVALID_ADDRESS, "`" + address + "` has a part that is only dots; rename it");
    }
  }

  private static String header(ByteRange range) {
    long last = range.offset() + range.length() - 1;
    return "bytes="
        + range.offset()
        + "-"
        + (last >= Long.MAX_VALUE - 1 && range.length() > 1 ? "" : Long.toString(last));
  }

  /** The whole object's, from {@code bytes 0-9/100}. */
  private static long size(String contentRange) {
    return Long.parseLong(contentRange.substring(contentRange.indexOf('/') + 1));
  }
}
