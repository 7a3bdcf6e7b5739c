package io.anabranch.server.actions.run;

import io.anabranch.server.actions.file.EventType;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one hook is told of what happens. Texts that do not apply are empty.
 *
 * @param ref what is asked about
 * @param commit what is known of the commit
 * @param hook whom it is told
 */
public record HookEvent(
    EventType type,
    Instant time,
    Repository repository,
    String user,
    Ref ref,
    CommitFacts commit,
    RunIds runIds,
    HookName hook) {

  /**
   * @param sourceRef where the action files were read
   */
  public record Ref(
      String branch, String tag, String sourceRef, String mergeSource, String commitId) {}

  public record CommitFacts(
      String message,
      String committer,
      SortedMap<String, String> metadata,
      MetaRangeId tree,
      @Nullable Instant date,
      int version,
      List<String> parents) {}

  /**
   * @param before of the run that was asked before what this one is told of
   */
  public record RunIds(String run, String before) {}

  public record HookName(String action, String hook) {}

  public HookEvent toldTo(HookName other) {
    return new HookEvent(type, time, repository, user, ref, commit, runIds, other);
  }

  /** As webhooks get it: what does not apply is left out. */
  public Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("event_type", type.text());
    body.put("event_time", time.truncatedTo(ChronoUnit.SECONDS).toString());
    body.put("action_name", hook.action());
    body.put("hook_id", hook.hook());
    body.put("repository_id", repository.name());
    putUnlessEmpty(body, "branch_id", ref.branch());
    putUnlessEmpty(body, "source_ref", ref.sourceRef());
    putUnlessEmpty(body, "tag_id", ref.tag());
    putUnlessEmpty(body, "commit_id", ref.commitId());
    putUnlessEmpty(body, "commit_message", commit.message());
    putUnlessEmpty(body, "committer", commit.committer());
    if (!commit.metadata().isEmpty()) {
      body.put("commit_metadata", commit.metadata());
    }
    putUnlessEmpty(body, "merge_source", ref.mergeSource());
    return body;
  }

  private static void putUnlessEmpty(Map<String, Object> body, String name, String value) {
    if (!value.isEmpty()) {
      body.put(name, value);
    }
  }
}
