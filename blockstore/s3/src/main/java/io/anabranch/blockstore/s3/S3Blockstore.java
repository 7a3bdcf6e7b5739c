package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
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
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Amazon S3, or a store that speaks its language. A container is a bucket, which must exist. The
 * SDK adds checksums to what is sent and verifies those of whole objects that are read.
 *
 * <p>A conditional copy passes through this process, because few stores know it otherwise. Keys
 * with {@code .} or {@code ..} between slashes are refused: clients and proxies on the way resolve
 * them.
 */
public final class S3Blockstore implements Blockstore {

  private static final Capabilities CAPABILITIES =
      new Capabilities(true, true, true, true, true, true, S3Addresses.MAXIMUM_KEY_BYTES, 5L << 40);

  private final S3Connection store;
  private final AwsCredentialsProvider credentials;
  private final S3Links links;

  private S3Blockstore(S3Connection store, AwsCredentialsProvider credentials) {
    this.store = store;
    this.credentials = credentials;
    this.links = new S3Links(store, credentials);
  }

  /**
   * Makes no call to the store.
   *
   * @throws BlockstoreException FORBIDDEN when the credentials named cannot be read
   */
  public static S3Blockstore open(S3Settings settings, Clock clock) {
    try {
      AwsCredentialsProvider credentials = S3CredentialProviders.of(settings.credentials());
      S3Connection store =
          new S3Connection(
              S3Clients.open(settings, credentials),
              settings,
              new S3Requests(settings),
              new S3Failures(settings),
              clock);
      return new S3Blockstore(store, credentials);
    } catch (SdkException | IllegalArgumentException e) {
      throw new BlockstoreException(
          Kind.FORBIDDEN,
          "The client for " + settings.place() + " cannot be made: " + e.getMessage(),
          e);
    }
  }

  /**
   * Asks whether a bucket is there and may be looked into, for a check before it is used.
   *
   * @throws BlockstoreException NOT_FOUND when it is not there, or as for {@link #list}
   */
  public void requireBucket(String bucket) {
    S3Action action = S3Action.list(bucket, "");
    store
        .failures()
        .translating(
            action, () -> store.client().listObjectsV2(list -> list.bucket(bucket).maxKeys(1)));
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    S3Addresses.check(address);
    return store
        .failures()
        .translating(
            S3Action.write(address), () -> new S3Uploads(store, address, options).put(content));
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    S3Addresses.check(address);
    return new S3Reads(store).open(address, options);
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    S3Addresses.check(address);
    return new S3Reads(store).stat(address, Optional.empty());
  }

  @Override
  public ObjectPage list(ListRequest request) {
    try {
      return store
          .failures()
          .translating(
              S3Action.list(request.container(), request.prefix()),
              () -> new S3Listing(store.client(), request).page());
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return new ObjectPage(List.of(), List.of(), "");
      }
      throw e;
    }
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    S3Addresses.check(target);
    if (options.ifAbsent()) {
      try (OpenObject object = open(source, ReadOptions.WHOLE)) {
        return put(
            target,
            Content.once(object.stream(), object.length()),
            PutOptions.IF_ABSENT.withAttributes(object.info().attributes()));
      }
    }
    return new S3Copies(store).copy(stat(source), target);
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    new S3Deletions(store.client(), store.failures()).delete(addresses);
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return Optional.of(new S3MultipartUploads(store));
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return Optional.of(links);
  }

  @Override
  public void close() {
    links.close();
    store.client().close();
    if (credentials instanceof SdkAutoCloseable renewing) {
      renewing.close();
    }
  }
}
