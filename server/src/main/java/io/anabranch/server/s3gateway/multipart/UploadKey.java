package io.anabranch.server.s3gateway.multipart;

import io.anabranch.server.postgres.MultipartTable.Place;
import io.anabranch.versioning.model.Repository;

/** An upload as a client names it: under another branch or path there is none of its id. */
public record UploadKey(Repository repository, String branch, String path, String id) {

  Place place() {
    return new Place(repository.id(), branch, path);
  }
}
