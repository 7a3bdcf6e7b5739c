package io.anabranch.server.imports;

import io.anabranch.server.postgres.RepositoryTable;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.quotas.Taken;
import io.anabranch.server.tasks.TaskKind;
import io.anabranch.server.tasks.TaskProgress;
import io.anabranch.server.tasks.Tasks;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.imports.ImportRequest;
import io.anabranch.versioning.model.Repository;
import io.micronaut.context.annotation.Bean;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out imports in the background. Safe for use by many threads. */
@Singleton
@Bean(preDestroy = "close")
final class ImportTasks implements AutoCloseable {

  static final String COMMIT_ID = "commit_id";
  static final String METARANGE_ID = "metarange_id";

  private static final Logger log = LoggerFactory.getLogger(ImportTasks.class);
  private static final String LAST_IMPORT = ".lakefs.last.import.timestamp";

  /** What most stores give at once. */
  private static final int MAX_PAGE = 1_000;

  private final Tasks tasks;
  private final RepositoryTable repositories;
  private final Quotas quotas;
  private final InstantSource clock;
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("import-", 0).factory());
  private final ImportRun run;

  ImportTasks(
      VersioningEngine engine,
      Tasks tasks,
      RepositoryTable repositories,
      Quotas quotas,
      InstantSource clock) {
    this.tasks = tasks;
    this.repositories = repositories;
    this.quotas = quotas;
    this.clock = clock;
    this.run = new ImportRun(engine.imports(), new Asking(threads), MAX_PAGE);
  }

  /** Begins an import; its id. */
  String start(Repository repository, String branch, ImportPlan plan, ImportRequest request) {
    return tasks.submit(
        repository,
        TaskKind.IMPORT,
        progress -> {
          var outcome = run(repository, branch, plan, request, progress);
          recordTime(repository);
          return Map.of(
              COMMIT_ID, outcome.commit().id().value(),
              METARANGE_ID, outcome.imported().value());
        });
  }

  /** Objects count when it is known how many they are, and do not when they are not imported. */
  private ImportRun.Outcome run(
      Repository repository,
      String branch,
      ImportPlan plan,
      ImportRequest request,
      TaskProgress progress) {
    var taken = new AtomicReference<@Nullable Taken>();
    var listener =
        new ImportRun.Listener() {
          @Override
          public void read(long objects) {
            progress.report(objects);
          }

          @Override
          public void beforeCommit(long objects) {
            progress.makeIrrevocable(objects);
            taken.set(quotas.take(request.committer(), repository, 0, objects));
          }
        };
    try {
      return run.run(repository, branch, plan, request, listener);
    } catch (FailureException e) {
      Taken counted = taken.get();
      if (counted != null && !(e.failure() instanceof Failure.OutcomeUnknown)) {
        counted.giveBack();
      }
      throw e;
    }
  }

  /** The import is done, whether or not that can be noted. */
  private void recordTime(Repository repository) {
    String seconds = Long.toString(clock.instant().getEpochSecond());
    try {
      var _ = repositories.setMetadata(repository, Map.of(LAST_IMPORT, seconds));
    } catch (FailureException e) {
      log.warn(
          "the time of an import into '{}' could not be noted: {}",
          repository.name(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}
