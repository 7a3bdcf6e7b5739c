package io.anabranch.server.actions.run;

import io.anabranch.server.actions.file.EventType;
import io.anabranch.server.actions.run.HookEvent.CommitFacts;
import io.anabranch.server.actions.run.HookEvent.HookName;
import io.anabranch.server.actions.run.HookEvent.Ref;
import io.anabranch.server.actions.run.HookEvent.RunIds;
import io.anabranch.versioning.hooks.CommitPreparation;
import io.anabranch.versioning.hooks.RefChange;
import io.anabranch.versioning.hooks.RefChange.Kind;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** Says in the words of hooks what the engine does. */
record HookEvents(Repository repository, Instant time) {

  private static final HookName NOBODY = new HookName("", "");

  HookEvent preparation(CommitPreparation preparation, String run) {
    var facts =
        new CommitFacts(
            preparation.message(),
            preparation.user(),
            new TreeMap<>(preparation.metadata()),
            MetaRangeId.NONE,
            null,
            0,
            List.of());
    String branch = preparation.branch();
    return new HookEvent(
        EventType.PREPARE_COMMIT,
        time,
        repository,
        preparation.user(),
        new Ref(branch, "", branch, "", ""),
        facts,
        new RunIds(run, ""),
        NOBODY);
  }

  /** A commit that is about to be made has no id yet that anybody could look up. */
  HookEvent before(RefChange change, String run) {
    boolean made = makesCommit(change.kind());
    String source = change.commit().id().value();
    if (change.merged() != null) {
      source = change.merged().commit().id().value();
    } else if (made) {
      source = change.ref();
    }
    return event(change, "PRE_", source, made ? "" : change.commit().id().value(), run, "");
  }

  HookEvent after(RefChange change, String run, String before) {
    String commit = change.commit().id().value();
    return event(change, "POST_", commit, commit, run, before);
  }

  /** The commit exists: whatever the event, hooks may look it up. */
  HookEvent triggered(Trigger trigger, String run) {
    Commit head = trigger.head();
    String commit = head.id().value();
    return new HookEvent(
        trigger.event(),
        time,
        repository,
        trigger.user(),
        new Ref(trigger.branch(), "", commit, "", commit),
        facts(head, head.metaRangeId()),
        new RunIds(run, ""),
        NOBODY);
  }

  private HookEvent event(
      RefChange change, String when, String source, String commit, String run, String before) {
    // The events are those of the API, to which an import is a commit.
    Kind kind = change.kind() == Kind.IMPORT ? Kind.COMMIT : change.kind();
    EventType type = EventType.valueOf(when + kind);
    String merged = change.merged() == null ? "" : change.merged().source();
    Ref ref =
        type.isOfTag()
            ? new Ref("", change.ref(), source, merged, commit)
            : new Ref(change.ref(), "", source, merged, commit);
    return new HookEvent(
        type,
        time,
        repository,
        change.user(),
        ref,
        facts(
            change.commit(),
            when.equals("PRE_") ? change.treeBefore() : change.commit().metaRangeId()),
        new RunIds(run, before),
        NOBODY);
  }

  private static CommitFacts facts(Commit commit, MetaRangeId tree) {
    return new CommitFacts(
        commit.message(),
        commit.committer(),
        new TreeMap<>(commit.metadata()),
        tree,
        commit.creationDate(),
        commit.version(),
        commit.parents().stream().map(CommitId::value).toList());
  }

  private static boolean makesCommit(Kind kind) {
    return switch (kind) {
      case COMMIT, MERGE, REVERT, CHERRY_PICK, IMPORT -> true;
      case CREATE_BRANCH, DELETE_BRANCH, CREATE_TAG, DELETE_TAG -> false;
    };
  }
}
