package io.anabranch.blockstore.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.storage.blob.models.BlobDownloadAsyncResponse;
import com.azure.storage.blob.models.BlobDownloadHeaders;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.DownloadRetryOptions;
import com.azure.storage.blob.specialized.BlobAsyncClientBase;
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
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An account of Azure Blob Storage, whose objects are block blobs. A container is a container,
 * which must exist.
 *
 * <p>Blocks of uploads to one address lie together at the service: whatever is written there drops
 * those of all others. A put that loses so fails with BUSY. Addresses with {@code .} or {@code ..}
 * between slashes are refused: clients and proxies on the way resolve them.
 */
public final class AzureBlockstore implements Blockstore {

  private final AzureClients clients;
  private final AzureFailures failures;
  private final AzureUploads uploads;
  private final AzureCopies copies;
  private final Optional<PresignedUrls> links;
  private final MultipartUploads multipart;
  private final Capabilities capabilities;

  private AzureBlockstore(
      AzureClients clients, AzureSettings settings, Clock clock, long copiedAtOnce) {
    this.clients = clients;
    this.failures = new AzureFailures(settings);
    BlockNames names = new BlockNames(clock);
    this.uploads = new AzureUploads(clients, names, settings.blockBytes());
    this.links =
        AzureSigner.of(settings.credentials(), clients, clock)
            .map(signer -> new AzureLinks(clients, signer, failures, clock));
    this.copies = new AzureCopies(clients, names, this::readable, copiedAtOnce);
    this.multipart = new AzureMultipart(this, clients, names, copies, failures);
    this.capabilities =
        new Capabilities(
            true,
            true,
            true,
            true,
            true,
            true,
            AzureAddresses.LONGEST_KEY,
            (long) settings.blockBytes() * AzureUploads.MOST_BLOCKS);
  }

  /**
   * Makes no call to the store.
   *
   * @throws BlockstoreException FORBIDDEN when the credentials have no proper form
   */
  public static AzureBlockstore open(AzureSettings settings, Clock clock) {
    return open(settings, clock, AzureCopies.LARGEST_AT_ONCE);
  }

  static AzureBlockstore open(AzureSettings settings, Clock clock, long copiedAtOnce) {
    try {
      return new AzureBlockstore(AzureClients.open(settings), settings, clock, copiedAtOnce);
    } catch (IllegalArgumentException e) {
      throw new BlockstoreException(
          Kind.FORBIDDEN,
          "The key or token for "
              + settings.place()
              + " has not the form of one; correct the store's credentials",
          e);
    }
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    AzureAddresses.check(address);
    return failures.translating("write " + address, () -> uploads.put(address, content, options));
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    AzureAddresses.check(address);
    String what = "read " + address;
    BlobAsyncClientBase latest = clients.stream(address);
    BlobAsyncClientBase blob = options.version().map(latest::getVersionClient).orElse(latest);
    BlobRequestConditions conditions = new BlobRequestConditions();
    options.etag().map(AzureInfo::quoted).ifPresent(conditions::setIfMatch);
    try {
      BlobDownloadAsyncResponse response =
          failures.reading(
              what,
              () ->
                  Objects.requireNonNull(
                      blob.downloadStreamWithResponse(
                              options.range().map(AzureBlockstore::range).orElse(null),
                              new DownloadRetryOptions().setMaxRetryRequests(0),
                              conditions,
                              false)
                          .block()));
      return opened(address, options, what, response);
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.CHANGED) {
        // Fails if nothing is there at all, which the service may answer in the same way.
        stat(address);
      }
      throw e;
    }
  }

  private OpenObject opened(
      PhysicalAddress address,
      ReadOptions options,
      String what,
      BlobDownloadAsyncResponse response) {
    BlobDownloadHeaders headers = response.getDeserializedHeaders();
    long length = headers.getContentLength();
    long size =
        Optional.ofNullable(headers.getContentRange()).map(AzureBlockstore::size).orElse(length);
    long expected = options.range().map(range -> range.lengthWithin(size)).orElse(size);
    AzureBody body = new AzureBody(response.getValue(), what, expected, failures);
    if (options.range().isPresent() && expected == 0) {
      body.close();
      throw new BlockstoreException(
          Kind.RANGE_NOT_SATISFIABLE, "The range begins behind the end of " + address);
    }
    OffsetDateTime modified = modified(response);
    return new OpenObject(
        AzureInfo.of(address, size, modified, headers), expected, body, Optional.empty());
  }

  private static OffsetDateTime modified(BlobDownloadAsyncResponse response) {
    return ZonedDateTime.parse(
            response.getHeaders().getValue(HttpHeaderName.LAST_MODIFIED),
            DateTimeFormatter.RFC_1123_DATE_TIME)
        .toOffsetDateTime();
  }

  private static BlobRange range(ByteRange range) {
    boolean toTheEnd = range.length() >= Long.MAX_VALUE - range.offset();
    return toTheEnd ? new BlobRange(range.offset()) : new BlobRange(range.offset(), range.length());
  }

  /** The whole object's, from {@code bytes 0-9/100}. */
  private static long size(String contentRange) {
    return Long.parseLong(contentRange.substring(contentRange.indexOf('/') + 1));
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    AzureAddresses.check(address);
    return failures.translating(
        "find " + address, () -> AzureInfo.of(address, properties(address)));
  }

  private BlobProperties properties(PhysicalAddress address) {
    try {
      return clients.blob(address).getProperties();
    } catch (BlobStorageException e) {
      if (e.getStatusCode() == 403) {
        explain(address);
      }
      throw e;
    }
  }

  /** Fails with the reason, which an answer to a HEAD cannot hold. */
  private void explain(PhysicalAddress address) {
    open(address, ReadOptions.range(0, 1)).close();
  }

  @Override
  public ObjectPage list(ListRequest request) {
    try {
      return failures.translating(
          "list " + request.container() + "/" + request.prefix(),
          () -> new AzureListing(clients.container(request.container()), request).page());
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return new ObjectPage(List.of(), List.of(), "");
      }
      throw e;
    }
  }

  /**
   * Asks whether a container is there, which a listing does not tell.
   *
   * @throws BlockstoreException NOT_FOUND when it is not, or as {@link #list} fails
   */
  public void requireContainer(String name) {
    failures.translating(
        "find container " + name,
        () -> new AzureListing(clients.container(name), ListRequest.of(name, "")).page());
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    AzureAddresses.check(target);
    ObjectInfo found = stat(source);
    try {
      return failures.translating(
          "copy " + source + " to " + target, () -> copies.copy(found, target, options.ifAbsent()));
    } catch (BlockstoreException e) {
      if (e.kind() != Kind.UNSUPPORTED) {
        throw e;
      }
      return copyThroughHere(found, target, options);
    }
  }

  /** For services that make no blocks out of other objects. */
  private ObjectInfo copyThroughHere(
      ObjectInfo source, PhysicalAddress target, CopyOptions options) {
    try (OpenObject object = open(source.address(), ReadOptions.WHOLE.withEtag(source.etag()))) {
      return put(
          target,
          Content.once(object.stream(), object.length()),
          new PutOptions(options.ifAbsent(), source.attributes()));
    }
  }

  /** What the service reads an object by, when it copies. */
  private String readable(PhysicalAddress address) {
    return links
        .map(link -> link.get(address, AzureCopies.READING, "").toString())
        .orElseGet(() -> clients.signedOn(address));
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    new AzureDeletions(clients, failures).delete(addresses);
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return Optional.of(multipart);
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return links;
  }

  /** The SDK's clients end by themselves when nobody uses them any more. */
  @Override
  public void close() {}
}
