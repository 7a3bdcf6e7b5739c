package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.AttachmentHeader;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PresignedUrls;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Links that S3 honours. What is written by one is encrypted as the bucket says, not the settings:
 * who holds a link knows nothing of headers that would have to be signed. With temporary
 * credentials a link dies with them.
 */
final class S3Links implements PresignedUrls, AutoCloseable {

  /** The most that signatures allow. */
  private static final Duration LONGEST = Duration.ofDays(7);

  private final S3Connection store;
  private final S3Presigners presigners;

  S3Links(S3Connection store, AwsCredentialsProvider credentials) {
    this.store = store;
    this.presigners = new S3Presigners(store, credentials);
  }

  @Override
  public Duration longestLife() {
    return LONGEST;
  }

  @Override
  public URI get(PhysicalAddress address, Duration life, String fileName) {
    GetObjectRequest.Builder get =
        GetObjectRequest.builder().bucket(address.container()).key(address.key());
    if (!fileName.isEmpty()) {
      get.responseContentDisposition(AttachmentHeader.of(fileName));
    }
    return link(
        address,
        life,
        presigner ->
            presigner.presignGetObject(
                link -> link.signatureDuration(life).getObjectRequest(get.build())));
  }

  @Override
  public URI put(PhysicalAddress address, Duration life) {
    return link(
        address,
        life,
        presigner ->
            presigner.presignPutObject(
                link ->
                    link.signatureDuration(life)
                        .putObjectRequest(
                            put -> put.bucket(address.container()).key(address.key()))));
  }

  @Override
  public URI putPart(PhysicalAddress address, String uploadId, int number, Duration life) {
    S3MultipartUploads.LIMITS.requireNumber(address, number);
    return link(
        address,
        life,
        presigner ->
            presigner.presignUploadPart(
                link ->
                    link.signatureDuration(life)
                        .uploadPartRequest(
                            part ->
                                part.bucket(address.container())
                                    .key(address.key())
                                    .uploadId(uploadId)
                                    .partNumber(number))));
  }

  private URI link(
      PhysicalAddress address, Duration life, Function<S3Presigner, PresignedRequest> signing) {
    S3Addresses.check(address);
    if (life.compareTo(LONGEST) > 0) {
      throw new BlockstoreException(
          Kind.UNSUPPORTED, "Links to " + address + " live 7 days at most; ask for a shorter life");
    }
    return store
        .failures()
        .translating(
            S3Action.sign(address),
            () ->
                URI.create(
                    signing.apply(presigners.of(address.container())).url().toExternalForm()));
  }

  @Override
  public void close() {
    presigners.close();
  }
}
