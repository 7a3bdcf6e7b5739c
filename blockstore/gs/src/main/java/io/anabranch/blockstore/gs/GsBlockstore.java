package io.anabranch.blockstore.gs;

import com.google.api.client.http.HttpTransport;
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

/**
 * Google Cloud Storage. A container is a bucket, which must exist. Etag and version of an object
 * are its generation; older ones can be read in buckets that keep them.
 *
 * <p>Keys with {@code .} or {@code ..} between slashes are refused: clients and proxies on the way
 * resolve them. So are those below {@code .anabranch-uploads/}, where the parts of uploads lie.
 * Links are withheld when the credentials cannot sign, and when a key to decrypt with must come
 * with every request.
 */
public final class GsBlockstore implements Blockstore {

  private static final Capabilities CAPABILITIES =
      new Capabilities(true, true, true, true, true, true, GsAddresses.MAXIMUM_KEY_BYTES, 5L << 40);

  private final GsConnection connection;
  private final Optional<MultipartUploads> multipart;
  private final Optional<PresignedUrls> links;

  private GsBlockstore(GsConnection connection, Clock clock) {
    this.connection = connection;
    this.multipart = Optional.of(new GsMultipartUploads(connection));
    this.links =
        connection
            .signer()
            .filter(_ -> !(connection.settings().encryption() instanceof GsEncryption.Supplied))
            .map(signer -> new GsLinks(connection, signer, clock));
  }

  /**
   * Makes no call to the store, though what the machine offers may have to be asked for.
   *
   * @throws BlockstoreException FORBIDDEN when the credentials named cannot be read
   */
  public static GsBlockstore open(GsSettings settings, Clock clock) {
    return open(settings, GsTransport.open(settings), clock);
  }

  static GsBlockstore open(GsSettings settings, HttpTransport transport, Clock clock) {
    return new GsBlockstore(GsConnection.open(settings, transport), clock);
  }

  /**
   * Asks the store whether there is such a bucket that these credentials can list.
   *
   * @throws BlockstoreException NOT_FOUND, FORBIDDEN, BUSY, UNAVAILABLE
   */
  public void requireBucket(String bucket) {
    page(ListRequest.of(bucket, "").withLimit(1));
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    GsAddresses.check(address);
    return connection.describe(
        GsAction.write(address),
        address,
        () -> new GsUploads(connection).put(address, content, options));
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    GsAddresses.check(address);
    return new GsReads(connection).open(address, options);
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    GsAddresses.check(address);
    return connection.describe(
        GsAction.find(address),
        address,
        () -> {
          var get =
              connection
                  .catalogue()
                  .objects()
                  .get(address.container(), address.key())
                  .setFields(GsObjects.FIELDS);
          connection.encrypt(get);
          return get.execute();
        });
  }

  @Override
  public ObjectPage list(ListRequest request) {
    try {
      return page(request);
    } catch (BlockstoreException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return new ObjectPage(List.of(), List.of(), "");
      }
      throw e;
    }
  }

  private ObjectPage page(ListRequest request) {
    return connection.ask(
        GsAction.list(request.container(), request.prefix()),
        () -> new GsListing(connection.catalogue(), request).page());
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    GsAddresses.check(source);
    GsAddresses.check(target);
    return connection.describe(
        GsAction.copy(source, target),
        target,
        () -> new GsCopies(connection).copy(source, ReadOptions.WHOLE, target, options.ifAbsent()));
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    new GsDeletions(connection).deleteChecked(addresses);
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return multipart;
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return links;
  }

  @Override
  public void close() {
    connection.close();
  }
}
