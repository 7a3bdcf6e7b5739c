package io.anabranch.refs;

import io.anabranch.versioning.refsdump.RefsDump;

/**
 * A repository as a manifest tells of it: what it takes to make it again over its data.
 *
 * @param refs the trees in the storage namespace that hold commits, branches and tags
 */
record Manifest(Definition repository, RefsDump refs) {

  String name() {
    return repository.name();
  }
}
