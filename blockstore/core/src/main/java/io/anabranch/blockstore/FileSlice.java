package io.anabranch.blockstore;

import java.nio.channels.FileChannel;

/**
 * A part of an open file. The channel belongs to the {@link OpenObject} that handed it out: use its
 * positional methods only, do not close it, and mind that interrupting a thread inside one of them
 * closes it.
 *
 * @param position of the first byte in the file
 * @param length in bytes, possibly zero
 */
public record FileSlice(FileChannel channel, long position, long length) {}
