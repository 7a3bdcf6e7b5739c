package io.anabranch.versioning.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a path of a tree refers to.
 *
 * @param address where the bytes lie; see {@code addressType}
 * @param size bytes
 * @param etag the MD5 of the bytes in hex when the server took them in, else what the store says
 * @param metadata the user's, sorted by key
 * @param contentType may be empty
 * @param pin what must lie at the address; not part of what an entry is
 */
public record Entry(
    String address,
    AddressType addressType,
    Instant lastModified,
    long size,
    String etag,
    SortedMap<String, String> metadata,
    String contentType,
    Pin pin) {

  public Entry {
    metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
  }

  /** An entry that is not pinned. */
  public Entry(
      String address,
      AddressType addressType,
      Instant lastModified,
      long size,
      String etag,
      Map<String, String> metadata,
      String contentType) {
    this(
        address,
        addressType,
        lastModified,
        size,
        etag,
        new TreeMap<>(metadata),
        contentType,
        Pin.NONE);
  }

  public Entry withMetadata(Map<String, String> other) {
    return new Entry(
        address, addressType, lastModified, size, etag, new TreeMap<>(other), contentType, pin);
  }

  public Entry withPin(Pin other) {
    return new Entry(address, addressType, lastModified, size, etag, metadata, contentType, other);
  }
}
