package io.anabranch.blockstore.http;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the contract of stores ask what it asks of all of them: what it writes goes into the files
 * of a web server behind the adapter's back, what it reads comes through the adapter. A list of
 * URLs is fixed when a store is opened, so each listing opens one.
 */
final class ServedStore implements Blockstore {

  private final WebServer server;
  private final Function<Optional<Collection<String>>, HttpBlockstore> opening;
  private final HttpBlockstore served;

  ServedStore(WebServer server, Function<Optional<Collection<String>>, HttpBlockstore> opening) {
    this.server = server;
    this.opening = opening;
    this.served = opening.apply(Optional.empty());
  }

  /** With the rules that it has in production, except that others may be reached. */
  static ServedStore over(WebServer server) {
    return new ServedStore(
        server,
        keys -> HttpBlockstore.open(SampleSettings.of(server.endpoint(), keys), Clock.systemUTC()));
  }

  @Override
  public Capabilities capabilities() {
    Capabilities behind = server.files().capabilities();
    Capabilities own = served.capabilities();
    return new Capabilities(
        true,
        true,
        behind.conditionalPut(),
        behind.serverSideCopy(),
        own.nestedKeys(),
        own.attributes(),
        own.maximumKeyBytes(),
        behind.maximumPutBytes());
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    HttpAddresses.requireValid(address.key());
    if (!options.attributes().isNone()) {
      throw new BlockstoreException(Kind.UNSUPPORTED, "Web servers say themselves what a file is");
    }
    return server.files().put(address, content, options);
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    return served.open(address, options);
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return served.stat(address);
  }

  @Override
  public ObjectPage list(ListRequest request) {
    try (HttpBlockstore listed = opening.apply(Optional.of(keys()))) {
      return listed.list(request);
    }
  }

  private List<String> keys() {
    List<String> keys = new ArrayList<>();
    ListRequest request = ListRequest.of("", "").withLimit(ListRequest.MAXIMUM_LIMIT);
    ObjectPage page = server.files().list(request);
    page.objects().forEach(object -> keys.add(object.address().key()));
    if (page.hasMore()) {
      throw new IllegalStateException("More files than one page holds");
    }
    return keys;
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    HttpAddresses.requireValid(target.key());
    return server.files().copy(source, target, options);
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    server.files().delete(addresses);
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return served.multipart();
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return served.presignedUrls();
  }

  @Override
  public void close() {
    served.close();
    server.close();
  }
}
