package io.anabranch.blockstore.layer;

import io.anabranch.blockstore.Blockstore;
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
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** A store with links that nobody serves, for layers to pass on. */
public record LinkingBlockstore(Blockstore below) implements Blockstore {

  @Override
  public Capabilities capabilities() {
    return below.capabilities();
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    return below.put(address, content, options);
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    return below.open(address, options);
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return below.stat(address);
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return below.list(request);
  }

  @Override
  public PhysicalAddress settle(PhysicalAddress address) {
    return below.settle(address);
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    return below.copy(source, target, options);
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    below.delete(addresses);
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return below.multipart();
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return Optional.of(new Links());
  }

  @Override
  public void close() {
    below.close();
  }

  private static final class Links implements PresignedUrls {

    @Override
    public Duration longestLife() {
      return Duration.ofDays(7);
    }

    @Override
    public URI get(PhysicalAddress address, Duration life, String fileName) {
      return URI.create("http://links/get/" + address);
    }

    @Override
    public URI put(PhysicalAddress address, Duration life) {
      return URI.create("http://links/put/" + address);
    }

    @Override
    public URI putPart(PhysicalAddress address, String uploadId, int number, Duration life) {
      return URI.create("http://links/part/" + address + "/" + number);
    }
  }
}
