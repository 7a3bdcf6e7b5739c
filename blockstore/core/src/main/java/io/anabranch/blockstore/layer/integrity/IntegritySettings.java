package io.anabranch.blockstore.layer.integrity;

/**
 * What is compared beside lengths, which always are.
 *
 * @param store the storage id, for messages
 * @param verifyWrites compute a digest of what is written, and compare it with the one that the
 *     store tells, if it tells one
 * @param verifyReads compute a digest of objects that are read whole, and compare it with the one
 *     that the store tells, if it tells one
 */
public record IntegritySettings(String store, boolean verifyWrites, boolean verifyReads) {}
