package io.anabranch.blockstore;

import java.time.Instant;
import java.util.Optional;

/**
 * What a store knows of an object without reading it.
 *
 * @param size in bytes
 * @param etag the store's own mark of these bytes at this address, without quotes: another one
 *     after every overwrite. Opaque: in particular not a digest of the bytes, though some stores
 *     use one.
 * @param lastModified by the store's clock, in the store's precision
 * @param version names exactly these bytes for as long as the store keeps versions of the object;
 *     see {@link ReadOptions#version}. Empty on stores and in containers without versions, and in
 *     listings.
 * @param checksum of the bytes, where the store keeps one and tells it; never in listings
 * @param attributes what the writer said; {@link ObjectAttributes#NONE} in listings and from stores
 *     that keep none
 */
public record ObjectInfo(
    PhysicalAddress address,
    long size,
    String etag,
    Instant lastModified,
    Optional<String> version,
    Optional<Checksum> checksum,
    ObjectAttributes attributes) {

  /** An object of which no more is known. */
  public ObjectInfo(PhysicalAddress address, long size, String etag, Instant lastModified) {
    this(
        address,
        size,
        etag,
        lastModified,
        Optional.empty(),
        Optional.empty(),
        ObjectAttributes.NONE);
  }
}
