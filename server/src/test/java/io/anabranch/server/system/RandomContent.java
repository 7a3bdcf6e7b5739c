package io.anabranch.server.system;

import java.io.InputStream;
import java.util.Random;
import java.util.concurrent.CountDownLatch;

/**
 * Bytes that a seed determines, made as they are read. It may stop at a place until it is told to
 * go on, as a slow client does.
 */
final class RandomContent extends InputStream {

  private static final int BLOCK_BYTES = 64 << 10;

  private final Random random;
  private final long length;
  private final long stopAt;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch resumed = new CountDownLatch(1);
  private final byte[] block = new byte[BLOCK_BYTES];
  private long position;

  private RandomContent(long seed, long length, long stopAt) {
    this.random = new Random(seed);
    this.length = length;
    this.stopAt = stopAt;
  }

  static RandomContent of(long seed, long length) {
    return new RandomContent(seed, length, Long.MAX_VALUE);
  }

  /** Stops in the middle. */
  static RandomContent halting(long seed, long length) {
    return new RandomContent(seed, length, length / 2);
  }

  /** Waits until it has stopped. */
  void awaitStop() throws InterruptedException {
    stopped.await();
  }

  void resume() {
    resumed.countDown();
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int wanted) {
    if (position == length) {
      return -1;
    }
    if (position >= stopAt) {
      stop();
    }
    int inBlock = (int) (position % BLOCK_BYTES);
    if (inBlock == 0) {
      random.nextBytes(block);
    }
    int count = (int) Math.min(Math.min(wanted, BLOCK_BYTES - inBlock), length - position);
    System.arraycopy(block, inBlock, target, offset, count);
    position += count;
    return count;
  }

  private void stop() {
    stopped.countDown();
    try {
      resumed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
