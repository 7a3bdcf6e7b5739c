package io.anabranch.server.actions.run;

import io.anabranch.server.actions.file.Action;
import io.anabranch.server.actions.file.BadActionException;
import io.anabranch.server.actions.file.HookDefinition;
import io.anabranch.server.actions.file.HookType;
import io.anabranch.server.actions.file.Properties;
import io.anabranch.server.actions.file.Variables;
import io.anabranch.server.postgres.ActionRunTable.HookRow;
import io.anabranch.server.postgres.ActionRunTable.HookState;
import io.anabranch.versioning.failure.FailureException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the hooks of one action in order, each for a bounded time. After a failure the others are
 * left out, unless their condition says otherwise. Safe for use by many threads.
 */
public final class HookRunner {

  private static final Logger log = LoggerFactory.getLogger(HookRunner.class);
  private static final Duration USUAL_LIMIT = Duration.ofMinutes(1);

  /** Says whether a hook runs. */
  @FunctionalInterface
  public interface Condition {
    boolean holds(String condition, boolean success) throws HookFailure, InterruptedException;
  }

  private final Map<HookType, Hook> hooks;
  private final Condition condition;
  private final Variables variables;
  private final Duration longest;
  private final InstantSource clock;
  private final ExecutorService threads;

  /**
   * @param longest whatever a hook says itself
   * @param threads of which each work gets a virtual one
   */
  public HookRunner(
      Map<HookType, Hook> hooks,
      Condition condition,
      Variables variables,
      Duration longest,
      InstantSource clock,
      ExecutorService threads) {
    this.hooks = Map.copyOf(hooks);
    this.condition = condition;
    this.variables = variables;
    this.longest = longest;
    this.clock = clock;
    this.threads = threads;
  }

  List<HookRun> run(Action action, int number, HookEvent event) throws InterruptedException {
    List<HookRun> runs = new ArrayList<>();
    boolean success = true;
    for (HookDefinition hook : action.hooks()) {
      String id = "%04d_%04d".formatted(number, runs.size());
      HookEvent told = event.toldTo(new HookEvent.HookName(action.name(), hook.id()));
      HookRun run = run(id, hook, told, success);
      success &= !run.failed();
      runs.add(run);
    }
    return runs;
  }

  private HookRun run(String id, HookDefinition hook, HookEvent event, boolean success)
      throws InterruptedException {
    Instant start = clock.instant();
    HookOutput output = new HookOutput();
    HookState state;
    String problem = "";
    try {
      if (condition.holds(hook.condition(), success)) {
        runWork(hook, event, output);
        state = HookState.COMPLETED;
      } else {
        state = HookState.SKIPPED;
      }
    } catch (HookFailure | BadActionException e) {
      state = HookState.FAILED;
      problem = variables.mask(String.valueOf(e.getMessage()));
      output.line("Error: " + problem);
    }
    var row = new HookRow(id, event.hook().action(), hook.id(), state, start, clock.instant());
    return new HookRun(row, variables.mask(output.text()), problem);
  }

  private void runWork(HookDefinition definition, HookEvent event, HookOutput output)
      throws HookFailure, BadActionException, InterruptedException {
    Properties properties = variables.fill(definition.properties());
    Duration wanted = properties.findDuration("timeout").orElse(USUAL_LIMIT);
    Duration limit = wanted.compareTo(longest) < 0 ? wanted : longest;
    Hook hook = hooks.get(definition.type());
    if (hook == null) {
      throw new HookFailure("hooks of type " + definition.type().text() + " do not run here");
    }
    Hook.Work work = hook.prepare(event, properties, limit);
    Future<?> running =
        threads.submit(
            () -> {
              work.run(output);
              return true;
            });
    try {
      running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HookFailure("it took longer than its timeout of " + limit.toMillis() + " ms", e);
    } catch (ExecutionException e) {
      throw failure(event, e);
    } finally {
      running.cancel(true);
    }
  }

  private static HookFailure failure(HookEvent event, ExecutionException e) {
    return switch (e.getCause()) {
      case HookFailure failure -> failure;
      case FailureException failure -> new HookFailure(failure.failure().message(), failure);
      case null, default -> {
        log.error("hook {} of run {} failed", event.hook().hook(), event.runIds().run(), e);
        yield new HookFailure("internal error; the server's log has the details", e);
      }
    };
  }
}
