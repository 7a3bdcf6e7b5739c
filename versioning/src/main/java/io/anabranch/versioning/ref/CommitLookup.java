package io.anabranch.versioning.ref;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Repository;
import java.util.Optional;

/** Looks up commit records, for those who need nothing else of them. */
@FunctionalInterface
public interface CommitLookup {

  Optional<Commit> find(Repository repository, CommitId id);

  /** A commit that another record refers to, so that it must exist. */
  default Commit referenced(Repository repository, CommitId id) {
    return find(repository, id)
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Corrupt(
                        "repository '%s' refers to commit %s, which is not recorded"
                            .formatted(repository.name(), id))));
  }
}
