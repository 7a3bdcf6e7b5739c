package io.anabranch.blockstore.layer.integrity;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Capabilities;
import io.anabranch.blockstore.Checksum;
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
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;

/** A store that tells the digests of its objects, and may come to damage bytes on their way. */
final class TellingBlockstore implements Blockstore {

  private final Blockstore below;
  private final Checksum.Algorithm algorithm;
  private boolean flips;

  TellingBlockstore(Blockstore below, Checksum.Algorithm algorithm) {
    this.below = below;
    this.algorithm = algorithm;
  }

  /** From now on, of the last byte of what is written and of what is read. */
  void flipBits() {
    flips = true;
  }

  @Override
  public Capabilities capabilities() {
    return below.capabilities();
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    try (InputStream stream = content.open()) {
      byte[] bytes = stream.readAllBytes();
      if (flips) {
        bytes[bytes.length - 1] ^= 1;
      }
      return telling(below.put(address, Content.of(bytes), options));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    OpenObject object = below.open(address, options);
    InputStream stream = flips ? new Flipping(object) : object.stream();
    return new OpenObject(telling(object.info()), object.length(), stream, Optional.empty());
  }

  private ObjectInfo telling(ObjectInfo info) {
    Digest digest = Digest.of(algorithm);
    try (OpenObject object = below.open(info.address(), ReadOptions.WHOLE)) {
      byte[] bytes = object.stream().readAllBytes();
      digest.add(bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ObjectInfo(
        info.address(),
        info.size(),
        info.etag(),
        info.lastModified(),
        info.version(),
        Optional.of(digest.end()),
        info.attributes());
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return telling(below.stat(address));
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
    return below.presignedUrls();
  }

  @Override
  public void close() {
    below.close();
  }

  private static final class Flipping extends FilterInputStream {

    private long left;

    Flipping(OpenObject object) {
      super(object.stream());
      this.left = object.length();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      left -= Math.max(0, count);
      if (left == 0 && count > 0) {
        target[offset + count - 1] ^= 1;
      }
      return count;
    }
  }
}
