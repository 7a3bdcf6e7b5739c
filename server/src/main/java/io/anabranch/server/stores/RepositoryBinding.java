package io.anabranch.server.stores;

/**
 * Which store a repository lies on, as recorded.
 *
 * @param storageId empty if it was created on a server with a single store
 */
public record RepositoryBinding(String repository, String storageId, String storageNamespace) {}
