package io.anabranch.versioning.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.commit.CommitStore;
import io.anabranch.versioning.commit.NewCommit;
import io.anabranch.versioning.history.Cause;
import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.history.RefHistory;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.RecordValue;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagedChange;
import io.anabranch.versioning.ref.RefStore;
import io.anabranch.versioning.ref.RefStore.CreateOutcome;
import io.anabranch.versioning.staging.StagingStore;
import io.anabranch.versioning.staging.StagingStore.StageOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the contracts of the ports share. */
public abstract class StoreContract {

  protected static final Instant DATE = Instant.parse("2026-01-02T03:04:05.678901Z");

  protected static final Cause CAUSE = new Cause(Operation.CREATE, "someone", "because");

  protected abstract Stores stores();

  protected RefStore refs() {
    return stores().refs();
  }

  protected RefHistory history() {
    return stores().history();
  }

  protected CommitStore commits() {
    return stores().commits();
  }

  protected StagingStore staging() {
    return stores().staging();
  }

  protected Repository newRepository() {
    return stores().newRepository();
  }

  protected static Commit commit(String message, Commit... parents) {
    return new NewCommit("someone", message, DATE, Map.of("key", "välue"))
        .of(MetaRangeId.EMPTY, List.of(parents));
  }

  protected Commit recorded(Repository repository, String message, Commit... parents) {
    Commit commit = commit(message, parents);
    assertThat(commits().create(repository, commit)).isTrue();
    return commit;
  }

  /** A new branch over a commit of its own. */
  protected Branch newBranch(Repository repository, String name) {
    Commit head = recorded(repository, "head of " + name);
    assertThat(refs().createBranch(repository, name, head.id(), false, CAUSE))
        .isEqualTo(CreateOutcome.CREATED);
    return branch(repository, name);
  }

  protected Branch branch(Repository repository, String name) {
    return refs().findBranch(repository, name).orElseThrow();
  }

  protected Branch seal(Repository repository, String name) {
    return refs().seal(repository, name).orElseThrow();
  }

  protected void stage(Repository repository, String branch, StagedChange change) {
    assertThat(staging().stage(repository, branch, change)).isEqualTo(StageOutcome.STAGED);
  }

  protected static StagedChange put(String path, String content) {
    Entry entry =
        new Entry(
            "data/" + content,
            AddressType.RELATIVE,
            DATE,
            content.length(),
            content,
            Map.of("k", "v"),
            "text/plain");
    return new StagedChange(Key.of(path), RecordValue.of(entry));
  }

  protected static StagedChange tombstone(String path) {
    return new StagedChange(Key.of(path), null);
  }
}
