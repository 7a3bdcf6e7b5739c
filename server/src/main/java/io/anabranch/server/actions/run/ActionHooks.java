package io.anabranch.server.actions.run;

import io.anabranch.server.actions.file.Action;
import io.anabranch.server.actions.run.ActionFiles.Found;
import io.anabranch.server.postgres.ActionRunTable;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.hooks.CommitPreparation;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.hooks.RefChange;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the actions of repositories run for what the engine is about to do and has done. A tree
 * without action files costs a look into memory. Safe for use by many threads.
 */
public final class ActionHooks implements Hooks {

  private static final Logger log = LoggerFactory.getLogger(ActionHooks.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** The action files that a branch has, those staged included. */
  @FunctionalInterface
  public interface BranchFiles {
    List<EntryRecord> of(Repository repository, String branch);
  }

  private final ActionFiles files;
  private final BranchFiles branchFiles;
  private final ActionRuns runs;
  private final ActionRunTable table;
  private final RunIdSource ids;
  private final InstantSource clock;
  private final Background background;

  public ActionHooks(
      ActionFiles files,
      BranchFiles branchFiles,
      ActionRuns runs,
      ActionRunTable table,
      RunIdSource ids,
      InstantSource clock,
      Background background) {
    this.files = files;
    this.branchFiles = branchFiles;
    this.runs = runs;
    this.table = table;
    this.ids = ids;
    this.clock = clock;
    this.background = background;
  }

  @Override
  public void prepare(Repository repository, CommitPreparation preparation) {
    List<EntryRecord> entries = branchFiles.of(repository, preparation.branch());
    if (entries.isEmpty()) {
      return;
    }
    var events = new HookEvents(repository, clock.instant());
    var _ = ask(events.preparation(preparation, ids.next()), files.of(repository, entries));
  }

  @Override
  public String before(Repository repository, RefChange change) {
    Found found = files.of(repository, change.treeBefore());
    if (isNone(found)) {
      return "";
    }
    return ask(new HookEvents(repository, clock.instant()).before(change, ids.next()), found);
  }

  @Override
  public void after(Repository repository, RefChange change, String run) {
    MetaRangeId tree = change.commit().metaRangeId();
    boolean none = files.findRemembered(repository, tree).map(ActionHooks::isNone).orElse(false);
    if (none && run.isEmpty()) {
      return;
    }
    String id = ids.next();
    HookEvent event = new HookEvents(repository, clock.instant()).after(change, id, run);
    if (!background.execute("run " + id, () -> tell(event, run, tree))) {
      log.error("run {} of hooks was left out: too many wait, or the server stops", id);
    }
  }

  /**
   * Begins to run what is asked for, though nothing happens.
   *
   * @return the id of the run
   * @throws FailureException NotFound when there is nothing to run, Invalid when an action file is
   *     bad, Busy when too much runs already
   */
  public String trigger(Repository repository, Trigger trigger) {
    List<Action> actions =
        switch (files.of(repository, trigger.head().metaRangeId())) {
          case Found.Bad(_, var problem) ->
              throw new FailureException(new Failure.Invalid(problem));
          case Found.Actions(var all) -> all.stream().filter(trigger::isFor).toList();
        };
    if (actions.isEmpty()) {
      throw new FailureException(new Failure.NotFound(trigger.nothing(repository.name())));
    }
    String id = ids.next();
    HookEvent event = new HookEvents(repository, clock.instant()).triggered(trigger, id);
    if (!background.execute("run " + id, () -> runUninterrupted(event, actions))) {
      throw new FailureException(
          new Failure.Busy("too many hooks run or wait already: ask again", RETRY_AFTER));
    }
    return id;
  }

  private static boolean isNone(Found found) {
    return found instanceof Found.Actions(var actions) && actions.isEmpty();
  }

  /**
   * @return the id of the run; empty when nothing is bound to the event
   */
  private String ask(HookEvent event, Found found) {
    String id = event.runIds().run();
    Optional<String> problem;
    switch (found) {
      case Found.Bad bad -> problem = Optional.of(runs.fail(event, bad));
      case Found.Actions(var actions) -> {
        List<Action> matching = matching(actions, event);
        if (matching.isEmpty()) {
          return "";
        }
        problem = runUninterrupted(event, matching);
      }
    }
    if (problem.isPresent()) {
      throw new FailureException(
          new Failure.PreconditionFailed(
              "%s hook aborted, run id '%s': %s"
                  .formatted(event.type().text(), id, problem.get())));
    }
    return id;
  }

  private Optional<String> runUninterrupted(HookEvent event, List<Action> actions) {
    try {
      return runs.run(event, actions);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailureException(
          new Failure.Unavailable("the server is stopping: ask again", RETRY_AFTER), e);
    }
  }

  private void tell(HookEvent event, String before, MetaRangeId tree) {
    try {
      if (!before.isEmpty()) {
        table.setCommit(event.repository().id(), before, event.ref().commitId());
      }
      var _ = ask(event, files.of(event.repository(), tree));
    } catch (FailureException e) {
      log.warn(
          "repository {}, after the event: {}", event.repository().name(), e.failure().message());
    }
  }

  private static List<Action> matching(List<Action> actions, HookEvent event) {
    return actions.stream()
        .filter(action -> action.isFor(event.type(), event.ref().branch()))
        .toList();
  }
}
