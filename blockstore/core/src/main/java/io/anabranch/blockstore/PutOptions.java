package io.anabranch.blockstore;

/**
 * How to write an object.
 *
 * @param ifAbsent write only if there is no object at the address, decided by the store in one step
 *     with the write: of any number of concurrent writers one wins and the others fail with
 *     ALREADY_EXISTS. Needs {@link Capabilities#conditionalPut}.
 */
public record PutOptions(boolean ifAbsent) {

  /** Writes, replacing what is there. */
  public static final PutOptions REPLACE = new PutOptions(false);

  /** Writes only where nothing is. */
  public static final PutOptions IF_ABSENT = new PutOptions(true);
}
