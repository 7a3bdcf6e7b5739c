package io.anabranch.server.actions.lua;

import io.anabranch.server.actions.file.BadActionException;
import io.anabranch.server.actions.file.Properties;
import io.anabranch.server.actions.run.Hook;
import io.anabranch.server.actions.run.HookEvent;
import io.anabranch.server.actions.run.HookFailure;
import io.anabranch.server.actions.run.HookOutput;
import io.anabranch.server.actions.run.HookRequests;
import io.anabranch.server.actions.run.TreeObjects;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.Caller;
import io.anabranch.versioning.VersioningEngine;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.luaj.vm2.LuaValue;

/**
 * Runs a script that is in the action file, or in the repository beside it.
 *
 * @param callers what a user may, by id
 * @param requests empty when scripts may send none
 */
public record LuaHook(
    Sandbox sandbox,
    Scripts scripts,
    Provider<VersioningEngine> engine,
    Provider<RepositoryLookup> repositories,
    TreeObjects objects,
    Function<String, Caller> callers,
    Optional<HookRequests> requests,
    ExecutorService threads,
    Duration longest)
    implements Hook {

  /** Reads the script at a path of what an event is about. */
  @FunctionalInterface
  public interface Scripts {
    String read(HookEvent event, String path);
  }

  @Override
  public Work prepare(HookEvent event, Properties properties, Duration limit)
      throws BadActionException {
    Optional<String> path = properties.findText("script_path");
    String script = properties.findText("script").orElse("");
    Map<String, ?> args = properties.group("args").values();
    Duration duration = limit.compareTo(longest) < 0 ? limit : longest;
    return output ->
        run(event, path.map(p -> scripts.read(event, p)).orElse(script), args, output, duration);
  }

  private void run(
      HookEvent event, String script, Map<String, ?> args, HookOutput output, Duration duration)
      throws HookFailure, InterruptedException {
    Map<String, LuaValue> globals =
        Map.of(
            "username", LuaValue.valueOf(event.user()),
            "args", LuaValues.of(args),
            "action", LuaValues.of(describe(event)));
    var given = new Sandbox.Given(output::line, globals, packages(event));
    var _ = sandbox.run(event.hook().hook(), script, given, ScriptLimits.ofHeap(duration));
  }

  private Map<String, LuaValue> packages(HookEvent event) {
    Map<String, LuaValue> packages = new HashMap<>(PurePackages.all());
    packages.put(
        "lakefs",
        new RepositoryFunctions(
                engine.get(), repositories.get(), objects, callers.apply(event.user()))
            .table());
    requests.ifPresent(
        client -> packages.put("net/http", new RequestFunctions(client, threads).table()));
    return packages;
  }

  private static Map<String, Object> describe(HookEvent event) {
    Map<String, Object> action = new LinkedHashMap<>();
    action.put("action_name", event.hook().action());
    action.put("hook_id", event.hook().hook());
    action.put("run_id", event.runIds().run());
    action.put("pre_run_id", event.runIds().before());
    action.put("event_type", event.type().text());
    action.put("branch_id", event.ref().branch());
    action.put("commit_id", event.ref().commitId());
    action.put("source_ref", event.ref().sourceRef());
    action.put("tag_id", event.ref().tag());
    action.put("merge_source", event.ref().mergeSource());
    action.put("repository_id", event.repository().name());
    action.put("storage_namespace", event.repository().location().storageNamespace());
    action.put("commit", describe(event.commit()));
    return action;
  }

  private static Map<String, Object> describe(HookEvent.CommitFacts commit) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("message", commit.message());
    described.put("committer", commit.committer());
    described.put("meta_range_id", commit.tree().value());
    described.put("creation_date", commit.date() == null ? "" : commit.date().toString());
    described.put("version", commit.version());
    described.put("metadata", commit.metadata());
    described.put("parents", commit.parents());
    return described;
  }
}
