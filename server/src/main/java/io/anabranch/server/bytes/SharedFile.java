package io.anabranch.server.bytes;

import io.anabranch.blockstore.OpenObject;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.nio.channels.FileChannel;

/** An open object whose file several regions of one answer share; closed with the last of them. */
final class SharedFile extends AbstractReferenceCounted {

  private final OpenObject object;
  private final FileChannel channel;

  SharedFile(OpenObject object, FileChannel channel) {
    this.object = object;
    this.channel = channel;
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  protected void deallocate() {
    object.close();
  }

  @Override
  public ReferenceCounted touch(Object hint) {
    return this;
  }
}
