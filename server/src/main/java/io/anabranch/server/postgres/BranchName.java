package io.anabranch.server.postgres;

/** What names a branch across all repositories. */
record BranchName(int repositoryId, String name) {

  /**
   * The key of the branch in advisory lock space 7. Two branches may share a key: then they wait
   * for each other and nothing else. The hash of a string is fixed by its documentation, so all
   * servers agree. It is of the name, not of branch.id: known without a look-up, and a branch that
   * is deleted and created again has the same.
   */
  int lock() {
    return 31 * repositoryId + name.hashCode();
  }
}
