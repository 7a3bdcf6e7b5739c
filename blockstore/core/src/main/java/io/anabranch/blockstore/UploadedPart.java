package io.anabranch.blockstore;

/**
 * A part that a store has received.
 *
 * @param number from 1 to {@link PartLimits#mostParts}; parts are joined in the order of numbers,
 *     which need not be without gaps
 * @param size in bytes, or {@link #UNKNOWN_SIZE}, which no store tells
 * @param etag the store's mark of the part, to be shown when the upload is completed; without
 *     quotes
 */
public record UploadedPart(int number, long size, String etag) {

  public static final long UNKNOWN_SIZE = -1;

  /** A part as somebody names it who was told no more. */
  public static UploadedPart named(int number, String etag) {
    return new UploadedPart(number, UNKNOWN_SIZE, etag);
  }
}
