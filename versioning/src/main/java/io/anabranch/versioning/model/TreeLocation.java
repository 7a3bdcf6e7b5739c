package io.anabranch.versioning.model;

/**
 * Where the trees of a repository are kept.
 *
 * @param storageId the configured store; empty on a server with a single store
 * @param storageNamespace a URI such as {@code s3://bucket/prefix}, without a trailing slash
 */
public record TreeLocation(String storageId, String storageNamespace) {}
