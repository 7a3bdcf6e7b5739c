package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.objects.FoundObject;
import io.anabranch.server.objects.UploadCondition;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.model.Entry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Gives objects other tags: a change of the branch like any other. */
@Singleton
final class Retagging {

  private final RepositoryLookup repositories;
  private final FoundObjects objects;
  private final VersioningEngine engine;

  Retagging(RepositoryLookup repositories, FoundObjects objects, VersioningEngine engine) {
    this.repositories = repositories;
    this.objects = objects;
    this.engine = engine;
  }

  /**
   * @param tags asked for once it is known that they may be set
   * @throws io.anabranch.server.s3gateway.errors.S3Exception NO_SUCH_KEY; PRECONDITION_FAILED when
   *     the object was replaced meanwhile
   */
  void set(Call call, Supplier<ObjectTags> tags) {
    call.requireOnObject(Action.WRITE_OBJECT);
    if (call.query().has("versionId")) {
      throw S3Error.NOT_IMPLEMENTED.exception("Tags of what was committed stay as they are");
    }
    var target = Targets.of(call, repositories);
    ObjectTags wanted = tags.get();
    FoundObject found =
        objects.get(target.repository(), target.branch(), target.path(), Optional.empty());
    Map<String, String> metadata = new TreeMap<>(found.entry().metadata());
    if (wanted.isEmpty()) {
      metadata.remove(ObjectRecord.TAGS);
    } else {
      metadata.put(ObjectRecord.TAGS, wanted.text());
    }
    Entry changed = found.entry().withMetadata(metadata);
    new UploadCondition.Matches(Set.of(found.entry().etag()))
        .stage(engine, target.repository(), target.branch(), target.path(), changed);
  }
}
