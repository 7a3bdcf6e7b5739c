package io.anabranch.blockstore;

import java.util.Collection;
import java.util.Optional;

/** A store whose objects others write: every write is refused, and it hands out no links. */
public abstract class ReadOnlyBlockstore implements Blockstore {

  /**
   * What a write is answered with.
   *
   * @return UNSUPPORTED; its message says where the store is, and to write to another one
   */
  protected abstract BlockstoreException readOnly();

  @Override
  public final ObjectInfo put(PhysicalAddress address, Content content, PutOptions options) {
    throw readOnly();
  }

  @Override
  public final ObjectInfo copy(
      PhysicalAddress source, PhysicalAddress target, CopyOptions options) {
    throw readOnly();
  }

  @Override
  public final void delete(Collection<PhysicalAddress> addresses) {
    throw readOnly();
  }

  @Override
  public final Optional<MultipartUploads> multipart() {
    return Optional.empty();
  }

  @Override
  public final Optional<PresignedUrls> presignedUrls() {
    return Optional.empty();
  }
}
