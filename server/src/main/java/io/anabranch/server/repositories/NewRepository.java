package io.anabranch.server.repositories;

/**
 * What a new repository is to be.
 *
 * @param storageId empty for the server's default store
 * @param bare without a first commit and a default branch, to be filled by restoring refs
 * @param readOnly refuses changes; may share a storage namespace that is in use
 * @param sampleData with a commit of sample files on the default branch, which is then protected
 */
record NewRepository(
    String name,
    String storageId,
    String storageNamespace,
    String defaultBranch,
    boolean bare,
    boolean readOnly,
    boolean sampleData) {

  /** Without the slash at the end that some write. */
  String plainStorageNamespace() {
    return storageNamespace.endsWith("/")
        ? storageNamespace.substring(0, storageNamespace.length() - 1)
        : storageNamespace;
  }
}
