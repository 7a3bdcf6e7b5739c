package io.anabranch.versioning.contract;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.history.RefHistory;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.staging.StagingStore;

/** The four ports of one adapter, over the same database. */
public interface Stores {

  RefStore refs();

  RefHistory history();

  CommitStore commits();

  StagingStore staging();

  /** A repository without refs and commits, another one at each call. */
  Repository newRepository();
}
