package io.anabranch.blockstore;

/**
 * How to write an object.
 *
 * @param ifAbsent write only if there is no object at the address, decided by the store in one step
 *     with the write: of any number of concurrent writers one wins and the others fail with
 *     ALREADY_EXISTS. Needs {@link Capabilities#conditionalPut}.
 * @param attributes to keep with the object. Needs {@link Capabilities#attributes} unless none.
 */
public record PutOptions(boolean ifAbsent, ObjectAttributes attributes) {

  /** Writes, replacing what is there. */
  public static final PutOptions REPLACE = new PutOptions(false, ObjectAttributes.NONE);

  /** Writes only where nothing is. */
  public static final PutOptions IF_ABSENT = new PutOptions(true, ObjectAttributes.NONE);

  public PutOptions withAttributes(ObjectAttributes attributes) {
    return new PutOptions(ifAbsent, attributes);
  }
}
