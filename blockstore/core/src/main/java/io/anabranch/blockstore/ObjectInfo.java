package io.anabranch.blockstore;

import java.time.Instant;

/**
 * What a store knows of an object without reading it.
 *
 * @param size in bytes
 * @param etag the store's own mark of these bytes at this address, without quotes: another one
 *     after every overwrite. Opaque: in particular not a digest of the bytes, though some stores
 *     use one.
 * @param lastModified by the store's clock, in the store's precision
 */
public record ObjectInfo(PhysicalAddress address, long size, String etag, Instant lastModified) {}
