package io.anabranch.versioning.model;

/** How an entry names its bytes. */
public enum AddressType {
  /** Below the storage namespace of the repository, such as {@code data/…/…}. */
  RELATIVE,
  /** A whole URI, possibly outside the storage namespace. */
  FULL
}
