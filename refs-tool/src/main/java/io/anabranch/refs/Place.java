package io.anabranch.refs;

/**
 * Where the data of a repository lies.
 *
 * @param storageId as the server shows it; empty where its one store has no id
 * @param namespace without a slash at its end
 */
record Place(String storageId, String namespace) {

  static Place of(String storageId, String namespace) {
    return new Place(
        storageId,
        namespace.endsWith("/") ? namespace.substring(0, namespace.length() - 1) : namespace);
  }

  @Override
  public String toString() {
    return storageId.isEmpty() ? namespace : namespace + " of store '" + storageId + "'";
  }
}
