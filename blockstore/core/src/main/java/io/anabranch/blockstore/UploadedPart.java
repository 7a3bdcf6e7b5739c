package io.anabranch.blockstore;

/**
 * A part that a store has received.
 *
 * @param number from 1 to {@link PartLimits#mostParts}; parts are joined in the order of numbers,
 *     which need not be without gaps
 * @param size in bytes
 * @param etag the store's mark of the part, to be shown when the upload is completed; without
 *     quotes
 */
public record UploadedPart(int number, long size, String etag) {}
