package io.anabranch.blockstore;

/**
 * How to copy an object.
 *
 * @param ifAbsent as in {@link PutOptions}, for the target
 */
public record CopyOptions(boolean ifAbsent) {

  /** Copies, replacing what is there. */
  public static final CopyOptions REPLACE = new CopyOptions(false);

  /** Copies only to where nothing is. */
  public static final CopyOptions IF_ABSENT = new CopyOptions(true);
}
