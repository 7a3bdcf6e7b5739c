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
import java.util.Collection;
import java.util.Optional;

/**
 * Compares what was sent with what the store says it wrote, and what the store announces with what
 * it gives. An object that is written with another length fails as CORRUPT; a body that ends early
 * fails as UNAVAILABLE, so that the rest can be fetched again; one that gives more than announced,
 * or whose announced length does not fit the range asked for, fails as CORRUPT.
 *
 * <p>Where the store tells a digest, that of an object that is put or read whole is computed as the
 * bytes pass, and another one fails as CORRUPT. What was written wrong is left there: by now
 * somebody else may have put it right. Parts and ranges are compared by length only, and so is the
 * rest of a body that broke off.
 */
public final class CheckedBlockstore implements Blockstore {

  private final Blockstore below;
  private final IntegritySettings settings;
  private final Comparison comparison;

  /** Only the answer tells which digest a store makes, so what it told last is computed next. */
  private volatile Checksum.Algorithm likely = Checksum.Algorithm.CRC32C;

  public CheckedBlockstore(Blockstore below, IntegritySettings settings) {
    this.below = below;
    this.settings = settings;
    this.comparison = new Comparison(settings.store());
  }

  @Override
  public Capabilities capabilities() {
    return below.capabilities();
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    SentContent sent =
        new SentContent(content, settings.verifyWrites() ? Optional.of(likely) : Optional.empty());
    ObjectInfo written = below.put(address, sent, options);
    comparison.requireSize(address, sent.count(), written.size());
    written.checksum().ifPresent(told -> compare(address, sent, told));
    return written;
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    OpenObject object = below.open(address, options);
    long size = object.info().size();
    long expected = options.range().map(range -> range.lengthWithin(size)).orElse(size);
    if (object.length() != expected) {
      object.close();
    }
    comparison.require(
        object.length() == expected,
        address,
        "gives " + object.length() + " bytes where " + expected + " were asked for");
    Optional<Checksum> told =
        settings.verifyReads() && expected == size ? object.info().checksum() : Optional.empty();
    return new OpenObject(
        object.info(),
        object.length(),
        new ExactStream(object, comparison, told),
        told.isPresent() ? Optional.empty() : object.file());
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
    return below.multipart().map(uploads -> new CheckedUploads(uploads, comparison));
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return below.presignedUrls();
  }

  @Override
  public void close() {
    below.close();
  }

  private void compare(PhysicalAddress address, SentContent sent, Checksum told) {
    likely = told.algorithm();
    sent.checksum().ifPresent(computed -> comparison.requireDigest(address, computed, told));
  }
}
