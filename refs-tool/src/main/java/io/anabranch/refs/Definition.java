package io.anabranch.refs;

/**
 * What a repository is defined by, beside its refs.
 *
 * @param storageId the store; empty for the default one of the server
 */
record Definition(String name, String storageId, String storageNamespace, String defaultBranch) {

  Definition withName(String other) {
    return new Definition(other, storageId, storageNamespace, defaultBranch);
  }

  Definition withStorageId(String id) {
    return new Definition(name, id, storageNamespace, defaultBranch);
  }

  Definition withStorageNamespace(String namespace) {
    return new Definition(name, storageId, namespace, defaultBranch);
  }
}
