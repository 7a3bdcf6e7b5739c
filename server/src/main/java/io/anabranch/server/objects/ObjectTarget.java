package io.anabranch.server.objects;

import io.anabranch.server.stores.LinkTarget;
import io.anabranch.versioning.model.Repository;

/** Where an object is to be: a path of a branch. */
public record ObjectTarget(Repository repository, String branch, String path) {

  LinkTarget link() {
    return new LinkTarget(repository.name(), branch, path);
  }
}
