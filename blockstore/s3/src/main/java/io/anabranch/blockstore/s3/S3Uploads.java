package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ContentReader;
import io.anabranch.blockstore.ContentStream;
import io.anabranch.blockstore.PhysicalAddress;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * Writes objects: at once when the length is known and one request may carry it, in parts
 * otherwise. Content of known length is never held; of unknown length, one part at a time.
 */
final class S3Uploads {

  static final long MAXIMUM_PUT = 5L << 30;
  private static final long SMALLEST_STREAMED_PART = 64L << 20;
  private static final int FIRST_BUFFER = 64 * 1024;

  /** What the store says of what it wrote. */
  record Written(String etag, long size) {}

  private final S3Client client;
  private final S3Settings settings;

  S3Uploads(S3Client client, S3Settings settings) {
    this.client = client;
    this.settings = settings;
  }

  Written put(PhysicalAddress address, Content content, boolean ifAbsent) {
    try (ContentReader reader = ContentReader.open(address, content)) {
      OptionalLong length = content.length();
      if (length.isEmpty()) {
        return putUnknown(address, reader, ifAbsent);
      }
      ContentStream stream = new ContentStream(reader, length.getAsLong());
      return length.getAsLong() <= MAXIMUM_PUT
          ? putOnce(address, stream, length.getAsLong(), ifAbsent)
          : putStreamedParts(address, stream, length.getAsLong(), ifAbsent);
    }
  }

  private Written putOnce(
      PhysicalAddress address, InputStream stream, long length, boolean ifAbsent) {
    return putOnce(address, body(stream, length), length, ifAbsent);
  }

  private Written putOnce(
      PhysicalAddress address, RequestBody body, long length, boolean ifAbsent) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder().bucket(address.container()).key(address.key());
    if (ifAbsent) {
      request.ifNoneMatch("*");
    }
    settings
        .encryption()
        .ifPresent(
            encryption -> {
              request.serverSideEncryption(encryption.algorithm());
              encryption.kmsKeyId().ifPresent(request::ssekmsKeyId);
            });
    return new Written(client.putObject(request.build(), body).eTag(), length);
  }

  private Written putStreamedParts(
      PhysicalAddress address, InputStream stream, long length, boolean ifAbsent) {
    long partBytes =
        Math.max(SMALLEST_STREAMED_PART, Math.ceilDiv(length, PartedUpload.MAXIMUM_PARTS));
    try (PartedUpload upload = PartedUpload.begin(client, settings, address)) {
      for (long sent = 0; sent < length; sent += partBytes) {
        long part = Math.min(partBytes, length - sent);
        upload.add(body(stream, part), part);
      }
      return upload.complete(ifAbsent);
    }
  }

  private Written putUnknown(PhysicalAddress address, ContentReader reader, boolean ifAbsent) {
    byte[] buffer = new byte[FIRST_BUFFER];
    int filled = reader.fill(buffer);
    while (filled == buffer.length && filled < settings.partBytes()) {
      buffer = Arrays.copyOf(buffer, Math.min(2 * filled, settings.partBytes()));
      filled += fillRest(reader, buffer, filled);
    }
    if (filled < buffer.length) {
      return putOnce(address, body(buffer, filled), filled, ifAbsent);
    }
    try (PartedUpload upload = PartedUpload.begin(client, settings, address)) {
      while (filled > 0) {
        if (upload.parts() == PartedUpload.MAXIMUM_PARTS) {
          throw new BlockstoreException(
              Kind.BAD_CONTENT,
              "Content for " + address + " is too long to be sent without its length; declare it");
        }
        upload.add(body(buffer, filled), filled);
        filled = filled < buffer.length ? 0 : reader.fill(buffer);
      }
      return upload.complete(ifAbsent);
    }
  }

  private static int fillRest(ContentReader reader, byte[] buffer, int from) {
    byte[] rest = new byte[buffer.length - from];
    int count = reader.fill(rest);
    System.arraycopy(rest, 0, buffer, from, count);
    return count;
  }

  /** For one reading, as nothing here is sent twice. */
  private static RequestBody body(InputStream stream, long length) {
    return RequestBody.fromInputStream(new Part(stream, length), length);
  }

  private static RequestBody body(byte[] bytes, int length) {
    return RequestBody.fromInputStream(new ByteArrayInputStream(bytes, 0, length), length);
  }
}
