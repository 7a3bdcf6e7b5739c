package io.anabranch.server.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import java.nio.ByteBuffer;

/**
 * Stands for a slice of a file on its way through the framework, which takes it for a buffer of
 * that length. It holds no bytes: {@link FileRegionHandler} must swap it for its {@link #region}
 * before anything reads it.
 */
final class FileRegionBuffer extends UnpooledDirectByteBuf {

  private final SharedFile file;
  private final long position;
  private final int length;
  private boolean taken;

  /** Takes over one reference to the file. */
  FileRegionBuffer(SharedFile file, long position, int length) {
    super(UnpooledByteBufAllocator.DEFAULT, ByteBuffer.allocateDirect(0), Integer.MAX_VALUE);
    this.file = file;
    this.position = position;
    this.length = length;
  }

  /** The region to write in place of this buffer; it takes over the reference to the file. */
  FileRegion region() {
    taken = true;
    return new DefaultFileRegion(file.channel(), position, length) {
      @Override
      protected void deallocate() {
        // Not the inherited close of the channel: other regions may still need it.
        file.release();
      }
    };
  }

  @Override
  public int capacity() {
    return length;
  }

  @Override
  public int readableBytes() {
    return length;
  }

  @Override
  public boolean isReadable() {
    return length > 0;
  }

  @Override
  public ByteBuf retainedDuplicate() {
    // Streaming bodies duplicate every chunk; a plain duplicate would lose what this stands for.
    retain();
    return this;
  }

  @Override
  protected void deallocate() {
    super.deallocate();
    if (!taken) {
      file.release();
    }
  }
}
