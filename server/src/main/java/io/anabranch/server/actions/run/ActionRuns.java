package io.anabranch.server.actions.run;

import io.anabranch.server.actions.file.Action;
import io.anabranch.server.postgres.ActionRunTable;
import io.anabranch.server.postgres.ActionRunTable.HookRow;
import io.anabranch.server.postgres.ActionRunTable.HookState;
import io.anabranch.server.postgres.ActionRunTable.NewRun;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs actions for events, side by side, and records it: that a run began before anything is done,
 * how it ended before anybody is told. Safe for use by many threads.
 */
public final class ActionRuns {

  private static final Logger log = LoggerFactory.getLogger(ActionRuns.class);

  /** How long after its last sign of life a server is taken for dead. */
  static final Duration LEASE = Duration.ofSeconds(8);

  private final ActionRunTable table;
  private final TreeObjects objects;
  private final HookRunner runner;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final UUID server;

  public ActionRuns(
      ActionRunTable table,
      TreeObjects objects,
      HookRunner runner,
      InstantSource clock,
      ExecutorService threads,
      UUID server) {
    this.table = table;
    this.objects = objects;
    this.runner = runner;
    this.clock = clock;
    this.threads = threads;
    this.server = server;
  }

  /**
   * @return what went wrong, for users; empty when all went well
   */
  Optional<String> run(HookEvent event, List<Action> actions) throws InterruptedException {
    NewRun run = start(event);
    List<HookRun> hooks = new ArrayList<>();
    boolean ended = false;
    try {
      List<Future<List<HookRun>>> running =
          IntStream.range(0, actions.size())
              .mapToObj(i -> threads.submit(() -> runner.run(actions.get(i), i, event)))
              .toList();
      for (Future<List<HookRun>> action : running) {
        hooks.addAll(action.get());
      }
      ended = true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("run " + run.id() + " of actions failed", e);
    } finally {
      end(event, run, hooks, ended);
    }
    return hooks.stream().filter(HookRun::failed).findFirst().map(ActionRuns::describe);
  }

  /** Records a run that failed before any hook could run: a file is bad. */
  String fail(HookEvent event, ActionFiles.Found.Bad bad) {
    NewRun run = start(event);
    var row =
        new HookRow(
            "0000_0000", bad.file(), "", HookState.FAILED, clock.instant(), clock.instant());
    end(event, run, List.of(new HookRun(row, "Error: " + bad.problem() + "\n", "")), true);
    return bad.problem();
  }

  private NewRun start(HookEvent event) {
    var run =
        new NewRun(
            event.repository().id(),
            event.runIds().run(),
            event.type().text(),
            event.ref().branch(),
            event.ref().sourceRef(),
            event.ref().commitId());
    table.start(run, server, LEASE);
    return run;
  }

  private void end(HookEvent event, NewRun run, List<HookRun> hooks, boolean ended) {
    boolean completed = ended && hooks.stream().noneMatch(HookRun::failed);
    hooks.forEach(hook -> writeOutput(event, run, hook));
    writeManifest(event, run, hooks, completed);
    if (!table.end(run, completed, hooks.stream().map(HookRun::row).toList())) {
      log.warn("run {} of actions was ended by another server before it was over", run.id());
    }
  }

  /** A log that cannot be written changes nothing of what the hooks came to. */
  private void write(HookEvent event, String name, String text) {
    try {
      objects.writeLog(event.repository(), name, text);
    } catch (FailureException e) {
      log.warn("{} could not be written: {}", name, e.failure().message());
    }
  }

  private void writeOutput(HookEvent event, NewRun run, HookRun hook) {
    write(event, logName(run.id(), hook.row().id()), hook.output());
  }

  private void writeManifest(HookEvent event, NewRun run, List<HookRun> hooks, boolean completed) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("run_id", run.id());
    described.put("branch_id", run.branch());
    described.put("source_ref", run.sourceRef());
    described.put("event_type", run.eventType());
    described.put("commit_id", run.commitId());
    described.put("start_time", event.time().toString());
    described.put("end_time", clock.instant().toString());
    described.put("passed", completed);
    List<Map<String, Object>> tasks =
        hooks.stream().map(hook -> describe(run, hook.row())).toList();
    String manifest = JsonValues.write(Map.of("run", described, "hooks", tasks));
    write(event, run.id() + "/run.manifest", manifest);
  }

  private static Map<String, Object> describe(NewRun run, HookRow hook) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("run_id", run.id());
    described.put("hook_run_id", hook.id());
    described.put("hook_id", hook.hookId());
    described.put("action_name", hook.action());
    described.put("start_time", hook.startTime().toString());
    described.put("end_time", hook.endTime().toString());
    described.put("passed", hook.state() == HookState.COMPLETED);
    return described;
  }

  private static String describe(HookRun hook) {
    return "hook run id '%s' failed on action '%s' hook '%s': %s"
        .formatted(hook.row().id(), hook.row().action(), hook.row().hookId(), hook.problem());
  }

  /** Where what a hook wrote lies, below the folder of logs. */
  public static String logName(String run, String hookRun) {
    return run + "/" + hookRun + ".log";
  }
}
