package io.anabranch.server.s3gateway.object;

import io.anabranch.server.bytes.HashedContent;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.s3gateway.checksum.ChecksumAlgorithm;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.BodyFaults;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.signature.Payload;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that a request brings, held to all that it says of them: signature, digests, checksums
 * and length. For one reading by one thread; close it.
 */
public final class PutBody implements AutoCloseable {

  private static final int MD5_BYTES = 16;

  private final UploadBody body;
  private final Payload payload;
  private final Map<String, String> declared;

  private PutBody(UploadBody body, Payload payload, Map<String, String> declared) {
    this.body = body;
    this.payload = payload;
    this.declared = declared;
  }

  /**
   * @throws io.anabranch.server.s3gateway.errors.S3Exception MISSING_CONTENT_LENGTH,
   *     INVALID_DIGEST, NOT_IMPLEMENTED for bytes that are to be encrypted with a key of the
   *     client's or to be appended
   */
  public static PutBody of(Call call) {
    refuseCustomerKeys(call);
    refuseAppending(call);
    var request = call.request();
    OptionalLong length = call.payload().length(request.contentLength());
    if (length.isEmpty()) {
      throw S3Error.MISSING_CONTENT_LENGTH.exception();
    }
    String md5 = request.header("Content-MD5").map(PutBody::md5).orElse(null);
    String type =
        request.header(HttpHeaders.CONTENT_TYPE).orElse(MediaType.APPLICATION_OCTET_STREAM);
    Map<String, String> declared = declared(call);
    InputStream raw = request.http().byteBody().move().toInputStream();
    InputStream checked = call.payload().open(raw, request.contentLength());
    for (Map.Entry<String, String> checksum : declared.entrySet()) {
      checked =
          new ChecksummedStream(
              checked,
              length.getAsLong(),
              ChecksumAlgorithm.ofHeader(checksum.getKey()).orElseThrow(),
              checksum.getValue());
    }
    return new PutBody(new UploadBody(checked, length, type, md5), call.payload(), declared);
  }

  private static Map<String, String> declared(Call call) {
    Map<String, String> declared = new TreeMap<>();
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      call.request()
          .header(algorithm.header())
          .ifPresent(value -> declared.put(algorithm.header(), value));
    }
    if (declared.size() > 1) {
      throw S3Error.INVALID_REQUEST.exception("Send one checksum, not several");
    }
    return declared;
  }

  /** Storing them in the clear would be worse than saying no. */
  public static void refuseCustomerKeys(Call call) {
    if (call.request().header("x-amz-server-side-encryption-customer-algorithm").isPresent()) {
      throw S3Error.NOT_IMPLEMENTED.exception(
          "Objects are not encrypted with keys that clients send: encrypt on your side, or have the"
              + " store do it");
    }
  }

  /** What is there would be replaced by its continuation. */
  private static void refuseAppending(Call call) {
    if (call.request().header("x-amz-write-offset-bytes").isPresent()) {
      throw S3Error.NOT_IMPLEMENTED.exception(
          "Nothing is appended to objects: write the whole object");
    }
  }

  private static @Nullable String md5(String header) {
    try {
      byte[] md5 = Base64.getDecoder().decode(header);
      if (md5.length == MD5_BYTES) {
        return HexFormat.of().formatHex(md5);
      }
    } catch (IllegalArgumentException _) {
      // It is refused below, as one of another length is.
    }
    throw S3Error.INVALID_DIGEST.exception();
  }

  public UploadBody body() {
    return body;
  }

  /** By the names of their headers, once all has been read and found right. */
  public Map<String, String> checksums() {
    Map<String, String> checksums = new TreeMap<>(declared);
    checksums.putAll(payload.trailers());
    return checksums;
  }

  /**
   * Reads all of a body that must be small.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception ENTITY_TOO_LARGE, and what is wrong
   *     with the body
   */
  public static byte[] readAll(Call call, int most) {
    try (PutBody put = PutBody.of(call)) {
      if (put.body.length().orElse(0) > most) {
        throw S3Error.ENTITY_TOO_LARGE.exception(
            "The body may have at most %d bytes".formatted(most));
      }
      return new HashedContent(put.body).open().readAllBytes();
    } catch (IOException e) {
      throw BodyFaults.refusal(e);
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
