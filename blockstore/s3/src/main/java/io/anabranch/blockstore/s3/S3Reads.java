package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.ByteRange;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.HttpStatusCode;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Opens and describes objects. */
final class S3Reads {

  private final S3Connection store;

  S3Reads(S3Connection store) {
    this.store = store;
  }

  OpenObject open(PhysicalAddress address, ReadOptions options) {
    S3Action action = S3Action.read(address);
    GetObjectRequest.Builder request =
        GetObjectRequest.builder().bucket(address.container()).key(address.key());
    options.range().ifPresent(range -> request.range(header(range)));
    options.etag().ifPresent(etag -> request.ifMatch(quoted(etag)));
    options.version().ifPresent(request::versionId);
    ResponseInputStream<GetObjectResponse> body =
        store.failures().translating(action, () -> get(address, request.build()));
    try {
      return open(address, options, body);
    } catch (BlockstoreException e) {
      body.abort();
      throw e;
    }
  }

  private OpenObject open(
      PhysicalAddress address, ReadOptions options, ResponseInputStream<GetObjectResponse> body) {
    GetObjectResponse response = body.response();
    long length = response.contentLength();
    Optional<String> range = Optional.ofNullable(response.contentRange());
    long size = range.map(S3Reads::size).orElse(length);
    ObjectInfo info = S3Info.of(address, size, response);
    if (options.range().isPresent() && range.isEmpty()) {
      throw wholeInsteadOf(options.range().get(), info);
    }
    checkHonoured(options, info);
    S3Body stream = new S3Body(body, S3Action.read(address), length, store.failures());
    return new OpenObject(info, length, stream, Optional.empty());
  }

  private static BlockstoreException wholeInsteadOf(ByteRange range, ObjectInfo info) {
    return range.offset() >= info.size()
        ? new BlockstoreException(
            Kind.RANGE_NOT_SATISFIABLE, "The range begins behind the end of " + info.address())
        : new BlockstoreException(
            Kind.UNSUPPORTED, "The store gives no parts of " + info.address());
  }

  /** Some stores answer with what they have, whatever version or etag was asked for. */
  private static void checkHonoured(ReadOptions options, ObjectInfo info) {
    if (options.version().isPresent() && !options.version().equals(info.version())) {
      throw noVersions(info.address());
    }
    options.requireSame(info);
  }

  private ResponseInputStream<GetObjectResponse> get(
      PhysicalAddress address, GetObjectRequest request) {
    try {
      return store.client().getObject(request);
    } catch (S3Exception e) {
      throw orNoSuchVersion(address, Optional.ofNullable(request.versionId()), e);
    }
  }

  /**
   * Describes an object.
   *
   * @param version as in {@link ReadOptions}
   */
  ObjectInfo stat(PhysicalAddress address, Optional<String> version) {
    HeadObjectRequest.Builder request =
        HeadObjectRequest.builder().bucket(address.container()).key(address.key());
    version.ifPresent(request::versionId);
    if (store.settings().checksums()) {
      request.checksumMode(ChecksumMode.ENABLED);
    }
    HeadObjectResponse head =
        store.failures().translating(S3Action.find(address), () -> head(address, request.build()));
    return S3Info.of(address, head);
  }

  private HeadObjectResponse head(PhysicalAddress address, HeadObjectRequest request) {
    try {
      return store.client().headObject(request);
    } catch (S3Exception e) {
      if (isUnexplained(e)) {
        explain(address, Optional.ofNullable(request.versionId()));
      }
      throw e;
    }
  }

  /** A missing object needs no explanation, if it is S3 that misses it. */
  private static boolean isUnexplained(S3Exception e) {
    return e.statusCode() == HttpStatusCode.NOT_FOUND
        ? e.requestId() == null
        : e.statusCode() < HttpStatusCode.INTERNAL_SERVER_ERROR;
  }

  /** Fails with the reason, which an answer to a HEAD cannot hold. */
  private void explain(PhysicalAddress address, Optional<String> version) {
    GetObjectRequest.Builder request =
        GetObjectRequest.builder()
            .bucket(address.container())
            .key(address.key())
            .range("bytes=0-0");
    version.ifPresent(request::versionId);
    get(address, request.build()).abort();
  }

  /** Amazon calls what cannot be the name of a version a bad argument. */
  private RuntimeException orNoSuchVersion(
      PhysicalAddress address, Optional<String> version, S3Exception e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    if (version.isEmpty() || !("InvalidArgument".equals(code) || "NoSuchVersion".equals(code))) {
      return e;
    }
    return keepsNoVersions(address)
        ? noVersions(address)
        : new BlockstoreException(
            Kind.NOT_FOUND, "Object " + address + " has no version " + version.get(), e);
  }

  /** Whether the object as it is now has no version; of one that is gone nobody knows. */
  private boolean keepsNoVersions(PhysicalAddress address) {
    try {
      return stat(address, Optional.empty()).version().isEmpty();
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private static BlockstoreException noVersions(PhysicalAddress address) {
    return new BlockstoreException(
        Kind.UNSUPPORTED, "The bucket of " + address + " keeps no versions; switch them on there");
  }

  /** As conditions name etags. */
  static String quoted(String etag) {
    return "\"" + etag + "\"";
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
