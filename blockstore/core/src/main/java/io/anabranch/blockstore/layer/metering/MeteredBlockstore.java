package io.anabranch.blockstore.layer.metering;

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
import io.anabranch.blockstore.layer.OperationListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Optional;

/**
 * Measures every operation on the store below.
 *
 * <ul>
 *   <li>Timer {@code blockstore.operations}, tagged store, stage, operation ({@code put open read
 *       stat list settle copy delete} and, of uploads in parts, {@code begin_upload put_part
 *       copy_part list_parts list_uploads complete_upload abort_upload}) and outcome: {@code ok},
 *       the kind of the failure in lower case, or {@code error} for anything else. {@code open} is
 *       the time until the first byte can be read; {@code read} goes on from there until the object
 *       is closed, because bodies fail late, and is {@code abandoned} if it was closed before its
 *       end.
 *   <li>Counter {@code blockstore.bytes}, tagged store, stage and direction: {@code in} for bytes
 *       read from contents, {@code out} for bytes read from objects.
 * </ul>
 *
 * <p>A file slice is passed on, and its bytes are out of sight then: an object whose stream was not
 * touched counts as sent whole by its slice.
 */
public final class MeteredBlockstore implements Blockstore {

  private final Blockstore below;
  private final OperationListener listener;
  private final Timing timing;

  public MeteredBlockstore(Blockstore below, MeteringSettings settings, MeterRegistry registry) {
    this(below, new OperationMeters(settings, registry));
  }

  /** For other uses of what is measured than meters. */
  public MeteredBlockstore(Blockstore below, OperationListener listener) {
    this.below = below;
    this.listener = listener;
    this.timing = new Timing(listener);
  }

  @Override
  public Capabilities capabilities() {
    return below.capabilities();
  }

  @Override
  public ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    return timing.time(
        "put", () -> below.put(address, new MeteredContent(content, listener), options));
  }

  @Override
  public OpenObject open(PhysicalAddress address, ReadOptions options) {
    OpenObject object = timing.time("open", () -> below.open(address, options));
    return new OpenObject(
        object.info(), object.length(), new MeteredRead(object, listener), object.file());
  }

  @Override
  public ObjectInfo stat(PhysicalAddress address) {
    return timing.time("stat", () -> below.stat(address));
  }

  @Override
  public ObjectPage list(ListRequest request) {
    return timing.time("list", () -> below.list(request));
  }

  @Override
  public PhysicalAddress settle(PhysicalAddress address) {
    return timing.time("settle", () -> below.settle(address));
  }

  @Override
  public ObjectInfo copy(PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    return timing.time("copy", () -> below.copy(source, target, options));
  }

  @Override
  public void delete(Collection<PhysicalAddress> addresses) {
    timing.time(
        "delete",
        () -> {
          below.delete(addresses);
          return addresses;
        });
  }

  @Override
  public Optional<MultipartUploads> multipart() {
    return below.multipart().map(uploads -> new MeteredUploads(uploads, timing));
  }

  @Override
  public Optional<PresignedUrls> presignedUrls() {
    return below.presignedUrls();
  }

  @Override
  public void close() {
    below.close();
  }
}
