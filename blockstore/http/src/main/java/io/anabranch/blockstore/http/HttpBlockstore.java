package io.anabranch.blockstore.http;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Capabilities;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOnlyBlockstore;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.outgoing.OutgoingClient;
import java.time.Clock;
import java.util.Optional;

/**
 * Files on a web server, below one URL, to be read only. A key is what follows that URL, decoded;
 * there are no containers. It can be listed if it is told what there is.
 *
 * <p>A file's bytes are given as they are sent, whatever their encoding. They are never those of
 * another file than was asked for: every answer is held against the etag and the range asked for,
 * also by servers that know neither. What cannot be read safely, because the server tells no length
 * or nothing that changes with the file, fails with UNSUPPORTED. Parts of files need a server that
 * serves parts.
 */
public final class HttpBlockstore extends ReadOnlyBlockstore {

  private final OutgoingClient client;
  private final HttpFiles files;
  private final Optional<HttpListing> listing;
  private final String place;

  private HttpBlockstore(
      OutgoingClient client, HttpFiles files, Optional<HttpListing> listing, String place) {
    this.client = client;
    this.files = files;
    this.listing = listing;
    this.place = place;
  }

  /**
   * Sends no request.
   *
   * @throws BlockstoreException UNAVAILABLE when the list has a key that no file can have
   */
  public static HttpBlockstore open(HttpSettings settings, Clock clock) {
    HttpAddresses addresses = new HttpAddresses(settings.endpoint());
    Optional<HttpListing> listing = settings.keys().map(HttpListing::new);
    HttpFailures failures = new HttpFailures(addresses.base(), "bearer_token and headers", clock);
    OutgoingClient client = OutgoingClient.open(settings.outgoing());
    HttpFiles files = new HttpFiles(client, addresses::url, settings.headers(), failures);
    return new HttpBlockstore(client, files, listing, addresses.base());
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        false, listing.isPresent(), false, false, true, false, HttpAddresses.MAXIMUM_KEY_BYTES, 0);
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    if (options.version().isPresent()) {
      throw unsupported("keeps no versions of its files: ask without a version");
    }
    return files.open(address, options);
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return files.stat(address);
  }

  @Override
  public ObjectPage list(ListRequest request) {
    HttpListing keys =
        listing.orElseThrow(
            () ->
                unsupported(
                    "cannot be listed: give the store a list of its files as urls or urls_file"));
    return keys.page(request, files::stat);
  }

  @Override
  public void close() {
    client.close();
  }

  @Override
  protected BlockstoreException readOnly() {
    return unsupported("is read-only: write to another store");
  }

  private BlockstoreException unsupported(String why) {
    return new BlockstoreException(Kind.UNSUPPORTED, "The web server at " + place + " " + why);
  }
}
