package io.anabranch.versioning.tree;

import java.util.Arrays;

/**
 * FNV-1a (64 bits) of one key after the other. Keys in order share long prefixes, and what a key
 * shares with the one before is not hashed again. Not for use by many threads.
 */
final class KeyHash {

  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private byte[] last = new byte[256];
  private int lastLength;

  /** The hash of the first i bytes of the last key. */
  private long[] hashes = new long[last.length + 1];

  long of(byte[] key, int length) {
    if (last.length < length) {
      last = Arrays.copyOf(last, 2 * length);
      hashes = Arrays.copyOf(hashes, last.length + 1);
    }
    int common = Math.min(length, lastLength);
    int mismatch = Arrays.mismatch(key, 0, common, last, 0, common);
    int shared = mismatch < 0 ? common : mismatch;
    long hash = shared == 0 ? OFFSET : hashes[shared];
    for (int i = shared; i < length; i++) {
      hash = (hash ^ (key[i] & 0xff)) * PRIME;
      hashes[i + 1] = hash;
    }
    System.arraycopy(key, shared, last, shared, length - shared);
    lastLength = length;
    return hash;
  }
}
