package io.anabranch.blockstore;

/**
 * What a store can do beyond the plain promises of {@link Blockstore}. Callers and the contract
 * suite choose by it; an operation asked of a store that cannot do it fails with UNSUPPORTED.
 *
 * @param writable objects can be put, copied and deleted
 * @param listable objects can be listed
 * @param conditionalPut {@code ifAbsent} is honoured, atomically
 * @param serverSideCopy a copy does not bring the bytes into this process
 * @param nestedKeys {@code a} and {@code a/b} can exist together; otherwise the second one is
 *     refused with INVALID_ADDRESS
 * @param attributes {@link ObjectAttributes} are kept
 * @param maximumKeyBytes the longest key, in UTF-8 bytes
 * @param maximumPutBytes the largest object that one put can write
 */
public record Capabilities(
    boolean writable,
    boolean listable,
    boolean conditionalPut,
    boolean serverSideCopy,
    boolean nestedKeys,
    boolean attributes,
    int maximumKeyBytes,
    long maximumPutBytes) {}
