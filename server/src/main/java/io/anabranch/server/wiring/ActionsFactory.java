package io.anabranch.server.wiring;

import io.anabranch.outgoing.AddressRules;
import io.anabranch.outgoing.OutgoingClient;
import io.anabranch.outgoing.OutgoingSettings;
import io.anabranch.server.actions.file.HookType;
import io.anabranch.server.actions.file.Variables;
import io.anabranch.server.actions.lua.Conditions;
import io.anabranch.server.actions.lua.LuaHook;
import io.anabranch.server.actions.lua.Sandbox;
import io.anabranch.server.actions.run.ActionFiles;
import io.anabranch.server.actions.run.ActionHooks;
import io.anabranch.server.actions.run.ActionRuns;
import io.anabranch.server.actions.run.AirflowTrigger;
import io.anabranch.server.actions.run.Background;
import io.anabranch.server.actions.run.HookEvent;
import io.anabranch.server.actions.run.HookRequests;
import io.anabranch.server.actions.run.HookRunner;
import io.anabranch.server.actions.run.RunIdSource;
import io.anabranch.server.actions.run.TreeObjects;
import io.anabranch.server.actions.run.Webhook;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.Callers;
import io.anabranch.server.auth.User;
import io.anabranch.server.config.ActionSettings;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.ActionRunTable;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.UserTable;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.MetaRangeId;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.object.ListItem;
import io.anabranch.versioning.tree.Trees;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.exceptions.DisabledBeanException;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Hooks of repositories over the database, the stores and the network. */
@Factory
final class ActionsFactory {

  private static final int CONNECTIONS = 50;
  private static final Duration TURN = Duration.ofSeconds(10);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration AIRFLOW_PAUSE = Duration.ofSeconds(2);
  private static final int MAX_SCRIPT_BYTES = 1 << 20;

  private final UUID server = UUID.randomUUID();

  @Singleton
  ActionRunTable actionRunTable(Database database) {
    return new ActionRunTable(database);
  }

  @Singleton
  TreeObjects treeObjects(PhysicalAddresses addresses, ServerConfiguration configuration) {
    return new TreeObjects(addresses, configuration.committed().blockStoragePrefix());
  }

  /** The socket's time limit is that of the whole hook: that one ends first. */
  @Singleton
  @Bean(preDestroy = "close")
  OutgoingClient hookClient(ServerConfiguration configuration) {
    ActionSettings settings = configuration.actions();
    return OutgoingClient.open(
        new OutgoingSettings(
            AddressRules.allowing(settings.allowedAddresses()),
            CONNECTIONS,
            TURN,
            CONNECT_TIMEOUT,
            settings.longestHook()));
  }

  @Singleton
  @Bean(preDestroy = "close")
  Background hookBackground(ActionRunTable table) {
    return new Background(table, server);
  }

  /** What the engine asks; what actions there are is asked of {@link #actionHooks}. */
  @Singleton
  Hooks hooks(Optional<ActionHooks> actions) {
    return actions.<Hooks>map(hooks -> hooks).orElse(Hooks.NONE);
  }

  @Singleton
  @Bean(typed = ActionHooks.class)
  ActionHooks actionHooks(
      ServerConfiguration configuration,
      ActionRunTable table,
      TreeObjects objects,
      Trees trees,
      Provider<VersioningEngine> engine,
      Provider<RepositoryLookup> repositories,
      Provider<Callers> callers,
      Database database,
      OutgoingClient client,
      Background background,
      InstantSource clock) {
    ActionSettings settings = configuration.actions();
    if (!settings.enabled()) {
      throw new DisabledBeanException("actions.enabled is false");
    }
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("hook-", 0).factory());
    Sandbox sandbox = new Sandbox();
    HookRequests requests = new HookRequests(client);
    LuaHook lua =
        new LuaHook(
            sandbox,
            (event, path) -> script(engine.get(), trees, objects, event, path),
            engine,
            repositories,
            objects,
            user -> caller(database, callers.get(), user),
            settings.luaNetHttp() ? Optional.of(requests) : Optional.empty(),
            threads,
            settings.longestLua());
    var runner =
        new HookRunner(
            Map.of(
                HookType.WEBHOOK, new Webhook(requests),
                HookType.AIRFLOW, new AirflowTrigger(requests, AIRFLOW_PAUSE),
                HookType.LUA, lua),
            new Conditions(sandbox)::holds,
            new Variables(settings.environment()),
            settings.longestHook(),
            clock,
            threads);
    return new ActionHooks(
        new ActionFiles(trees, objects),
        (repository, branch) -> actionFiles(engine.get(), repository, branch),
        new ActionRuns(table, objects, runner, clock, threads, server),
        table,
        new RunIdSource(clock, new SecureRandom()),
        clock,
        background);
  }

  private static List<EntryRecord> actionFiles(
      VersioningEngine engine, Repository repository, String branch) {
    var request = new PageRequest(ActionFiles.FOLDER, "", "", PageRequest.MAX_AMOUNT);
    return engine.entries().list(repository, branch, request).items().stream()
        .flatMap(ActionsFactory::action)
        .toList();
  }

  private static Stream<EntryRecord> action(ListItem item) {
    return item instanceof ListItem.ListedEntry(var entry)
            && ActionFiles.isAction(entry.path().toString())
        ? Stream.of(entry)
        : Stream.empty();
  }

  private static String script(
      VersioningEngine engine, Trees trees, TreeObjects objects, HookEvent event, String path) {
    MetaRangeId tree = event.commit().tree();
    Repository repository = event.repository();
    EntryRecord entry =
        tree.equals(MetaRangeId.NONE)
            ? engine.entries().get(repository, event.ref().sourceRef(), path)
            : trees
                .find(repository.location(), tree, Key.of(path))
                .orElseThrow(() -> missing(event, path));
    if (entry.entry().size() > MAX_SCRIPT_BYTES) {
      throw new FailureException(
          new Failure.Invalid("script '%s' is larger than 1 MiB".formatted(path)));
    }
    return new String(objects.read(repository, entry.entry()), StandardCharsets.UTF_8);
  }

  private static FailureException missing(HookEvent event, String path) {
    return new FailureException(
        new Failure.NotFound(
            "there is no script '%s' in '%s' of repository '%s'"
                .formatted(path, event.ref().sourceRef(), event.repository().name())));
  }

  /** Rights are those of the moment, from no known address. */
  private static Caller caller(Database database, Callers callers, String user) {
    return new UserTable(database)
        .find(user)
        .map(row -> callers.caller(User.of(row), "hook"))
        .orElseThrow(
            () ->
                new FailureException(
                    new Failure.Forbidden("there is no user '%s' any more".formatted(user))));
  }
}
