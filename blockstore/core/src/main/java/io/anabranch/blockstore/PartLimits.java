package io.anabranch.blockstore;

/**
 * Which parts an upload may have, in a store's own measure.
 *
 * @param smallestBytes of every part but the last one; a smaller one fails no later than when the
 *     upload is completed
 * @param largestBytes of any part
 * @param mostParts part numbers go from 1 to this
 */
public record PartLimits(long smallestBytes, long largestBytes, int mostParts) {}
