package io.anabranch.server.refs;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.CommitBody;
import io.anabranch.server.api.Dates;
import io.anabranch.server.api.DiffBody;
import io.anabranch.server.api.Differences;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.MergeResult;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.api.Results;
import io.anabranch.server.auth.On;
import io.anabranch.server.auth.Permission;
import io.anabranch.server.auth.User;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.diff.DiffMode;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.log.LogRequest;
import io.anabranch.versioning.merge.MergeOutcome;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operations of the tag {@code refs}. */
@Controller("/api/v1/repositories/{repository}/refs")
@ExecuteOn(TaskExecutors.BLOCKING)
class RefsController {

  private final RepositoryLookup repositories;
  private final VersioningEngine engine;

  RefsController(RepositoryLookup repositories, VersioningEngine engine) {
    this.repositories = repositories;
    this.engine = engine;
  }

  @Get("/{ref}/commits")
  @Permission(action = Action.READ_BRANCH, on = On.REF)
  Results<CommitBody> logCommits(
      String repository,
      String ref,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount,
      @QueryValue @Nullable List<String> objects,
      @QueryValue @Nullable List<String> prefixes,
      @QueryValue(defaultValue = "false") boolean limit,
      @QueryValue(value = "first_parent", defaultValue = "false") boolean firstParent,
      @QueryValue(defaultValue = "") String since,
      @QueryValue(value = "stop_at", defaultValue = "") String stopAt) {
    var request =
        new LogRequest(
            after,
            amount,
            limit,
            firstParent,
            Dates.find("since", since).orElse(null),
            stopAt,
            orEmpty(objects),
            orEmpty(prefixes));
    var page = engine.log().list(repositories.get(repository), ref, request);
    return Results.of(page, commit -> commit.id().value(), CommitBody::of);
  }

  @Get("/{leftRef}/diff/{rightRef}")
  @Permission(action = Action.LIST_OBJECTS, on = On.REPOSITORY)
  Results<DiffBody> diffRefs(
      String repository,
      String leftRef,
      String rightRef,
      @QueryValue(defaultValue = "three_dot") String type,
      @QueryValue(defaultValue = "") String prefix,
      @QueryValue(defaultValue = "") String delimiter,
      @QueryValue(defaultValue = "") String after,
      @QueryValue(defaultValue = "0") @Min(-1) int amount,
      @QueryValue(value = "include_right_stats", defaultValue = "false")
          boolean includeRightStats) {
    var request = new PageRequest(prefix, delimiter, after, amount);
    var page =
        engine.diffs().list(repositories.get(repository), leftRef, rightRef, mode(type), request);
    return Differences.of(page, includeRightStats);
  }

  /** The two commits are swapped, as the clients of the field know it. */
  @Get("/{sourceRef}/merge/{destinationBranch}")
  @Permission(action = Action.LIST_COMMITS, on = On.REPOSITORY)
  FindMergeBaseResult findMergeBase(String repository, String sourceRef, String destinationBranch) {
    var found =
        engine.commits().findMergeBase(repositories.get(repository), sourceRef, destinationBranch);
    return new FindMergeBaseResult(
        found.destination().value(),
        found.source().value(),
        found.base() == null ? "" : found.base().value());
  }

  @Post("/{sourceRef}/merge/{destinationBranch}")
  @Permission(action = Action.CREATE_COMMIT, on = On.DESTINATION)
  HttpResponse<MergeResult> mergeIntoBranch(
      User user,
      String repository,
      String sourceRef,
      String destinationBranch,
      @Valid @Body @Nullable Merge merge) {
    var wanted = merge == null ? Merge.DEFAULT : merge;
    var writable = repositories.getWritable(repository, Flags.isSet(wanted.force()));
    var outcome =
        engine.merges().merge(writable, sourceRef, destinationBranch, wanted.request(user));
    return switch (outcome) {
      case MergeOutcome.Merged merged ->
          HttpResponse.ok(new MergeResult(merged.commit().id().value()));
      case MergeOutcome.Conflicted _ ->
          HttpResponse.<MergeResult>status(HttpStatus.CONFLICT).body(new MergeResult(""));
    };
  }

  private static DiffMode mode(String type) {
    return switch (type) {
      case "two_dot" -> DiffMode.TWO_DOT;
      case "three_dot" -> DiffMode.THREE_DOT;
      default ->
          throw new FailureException(
              new Failure.Invalid("type must be two_dot or three_dot, not '" + type + "'"));
    };
  }

  private static List<String> orEmpty(@Nullable List<String> values) {
    return values == null ? List.of() : values;
  }
}
