package io.anabranch.server.collection;

import io.anabranch.blockstore.Content;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.retention.RetentionRules;
import jakarta.inject.Singleton;

/**
 * The retention rules of repositories. They lie in the storage namespace, as those of lakeFS do, so
 * that they go where a repository goes. The last of several writers wins. Safe for use by many
 * threads.
 */
@Singleton
final class StoredRules {

  /** In spite of its name it is a protobuf message. */
  private static final String NAME = "rules/config.json";

  /** The field default_retention_days with the value 0, which protobuf leaves out. */
  private static final byte[] ZERO_DAYS = {1 << 3, 0};

  private final CollectionFiles files;

  StoredRules(CollectionFiles files) {
    this.files = files;
  }

  /** Throws NotFound when there are none. */
  RetentionRules get(Repository repository) {
    return files
        .read(repository, NAME)
        .filter(bytes -> bytes.length > 0)
        .map(RetentionRules::decode)
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.NotFound(
                        "repository '%s' has no retention rules: set them first"
                            .formatted(repository.name()))));
  }

  void set(Repository repository, RetentionRules rules) {
    byte[] bytes = rules.encode();
    // An empty file means that there are none: a field with the default value is written out.
    files.write(repository, NAME, Content.of(bytes.length == 0 ? ZERO_DAYS : bytes));
  }

  void delete(Repository repository) {
    files.write(repository, NAME, Content.of(new byte[0]));
  }
}
