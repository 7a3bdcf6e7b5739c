package io.anabranch.server.wiring;

import io.anabranch.doctor.Finding;
import io.anabranch.server.config.DatabaseSettings;
import io.anabranch.server.config.LocalStoreSettings;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.config.StoreDefinition;
import io.anabranch.server.postgres.Database;
import io.anabranch.server.postgres.DatabaseReport;
import io.anabranch.server.postgres.StoreMapTable;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.StartupChecks;
import io.anabranch.server.stores.Store;
import io.anabranch.server.stores.StoreEntry;
import io.anabranch.server.stores.StoreMap;
import io.anabranch.server.stores.lifecycle.ProbeStep;
import io.anabranch.server.stores.lifecycle.StoreDatabase;
import io.anabranch.server.stores.lifecycle.StoreProbe;
import io.anabranch.versioning.failure.FailureException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Looks at everything that a server of a configuration would use, without starting one: the
 * database is only read, and each store keeps for a moment a small object.
 */
public final class Examination {

  /** Of a store in one attempt; there is one only. */
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private static final Duration SOME_SKEW = Duration.ofSeconds(5);
  private static final Duration MUCH_SKEW = Duration.ofMinutes(5);
  private static final long LITTLE_SPACE = 1L << 30;

  private final ServerConfiguration configuration;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, String> namespaces = new HashMap<>();

  private Examination(ServerConfiguration configuration) {
    this.configuration = configuration;
  }

  /**
   * @param postgres a server that may or may not answer; empty when there is none to ask
   * @return in the order in which a server would come to them
   */
  public static List<Finding> run(
      ServerConfiguration configuration, Optional<DatabaseSettings.Postgres> postgres) {
    var examination = new Examination(configuration);
    try (var stores = new ConnectedStores(configuration.stores().single(), Examination::open)) {
      postgres.ifPresentOrElse(
          given -> examination.connectAsRecorded(stores, given),
          () -> examination.connect(stores, List.of()));
      examination.stores(stores);
    }
    configuration.stores().stores().forEach(examination::space);
    examination.folder("cache of trees", configuration.committed().localCacheDirectory());
    return examination.findings;
  }

  private void connectAsRecorded(ConnectedStores stores, DatabaseSettings.Postgres postgres) {
    try (Database database = new Database(AnabranchServer.connection(postgres))) {
      boolean current = database(database);
      connect(stores, current ? recorded(database) : List.of());
      if (current) {
        repositories(database, stores.map());
      }
    }
  }

  private static OpenedStore open(StoreEntry entry) {
    return new BlockstoreFactory(new SimpleMeterRegistry(), Clock.systemUTC()).open(entry);
  }

  /** Whether its schema is this build's, so that its tables can be read. */
  private boolean database(Database database) {
    DatabaseReport report;
    try {
      report = database.inspect();
    } catch (FailureException e) {
      findings.add(
          Finding.error(
              "database",
              e.getMessage() + cause(e) + "; check database.postgres.connection_string"));
      return false;
    }
    findings.add(Finding.ok("database", "PostgreSQL " + report.version() + " answers"));
    findings.add(clock(report.time()));
    if (!report.unknown().isEmpty()) {
      findings.add(
          Finding.error(
              "migrations",
              "a newer server has made "
                  + String.join(", ", report.unknown())
                  + ": use a build that has them"));
    } else if (!report.pending().isEmpty()) {
      findings.add(
          Finding.warning(
              "migrations",
              "the next start makes "
                  + String.join(", ", report.pending())
                  + ": back up the database before"));
    } else {
      findings.add(Finding.ok("migrations", "up to date"));
    }
    return report.pending().isEmpty() && report.unknown().isEmpty();
  }

  private static String cause(FailureException e) {
    return e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
  }

  private static Finding clock(Instant there) {
    Duration skew = Duration.between(there, Instant.now()).abs();
    String text = "this machine and the database are " + skew.toMillis() + " ms apart";
    if (skew.compareTo(MUCH_SKEW) > 0) {
      return Finding.error("clock", text + ": stores refuse signatures; set the clocks");
    }
    return skew.compareTo(SOME_SKEW) > 0
        ? Finding.warning("clock", text + ": set the clocks")
        : Finding.ok("clock", text);
  }

  /** Stores that somebody attached; faults that forbid a start. */
  private List<StoreEntry> recorded(Database database) {
    var recorded =
        new StoreDatabase(new StoreMapTable(database), configuration.stores().signing())
            .outlook(configuration.stores());
    recorded.faults().forEach(fault -> findings.add(Finding.error("stores", fault)));
    return recorded.entries().stream().filter(StoreEntry::isAttached).toList();
  }

  private void connect(ConnectedStores stores, List<StoreEntry> attached) {
    List<StoreEntry> entries =
        Stream.concat(
                configuration.stores().stores().stream().map(StoreEntry::configured),
                attached.stream())
            .map(
                entry ->
                    new StoreEntry(
                        entry.definition().impatient(SILENCE), entry.origin(), entry.revision()))
            .toList();
    try (var prepared = stores.prepare(1, entries)) {
      prepared.connect();
    }
  }

  private void repositories(Database database, StoreMap map) {
    var records = new DatabaseStoreRecords(database);
    List<String> faults = StartupChecks.findFaults(map, records);
    faults.forEach(fault -> findings.add(Finding.error("repositories", fault)));
    Map<String, Integer> counts = new TreeMap<>();
    records.forEachRepository(
        repository -> {
          counts.merge(repository.storageId(), 1, Integer::sum);
          namespaces.putIfAbsent(repository.storageId(), repository.storageNamespace());
        });
    if (faults.isEmpty()) {
      findings.add(Finding.ok("repositories", counts.isEmpty() ? "none" : "by store: " + counts));
    }
  }

  private void stores(ConnectedStores stores) {
    var probe =
        new StoreProbe(
            new PhysicalAddresses(
                stores, configuration.stores().signing(), Clock.systemUTC(), new SecureRandom()));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Finding>>> probes =
          stores.map().stores().stream()
              .map(store -> threads.submit(() -> probe(probe, store)))
              .toList();
      for (var done : probes) {
        findings.addAll(done.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private List<Finding> probe(StoreProbe probe, Store store) {
    String subject = "store `" + store.name() + "`";
    // Where its repositories are is where it must work.
    Optional<String> namespace = Optional.ofNullable(namespaces.get(store.id()));
    try {
      return probe.run(store, namespace).stream().map(step -> finding(subject, step)).toList();
    } catch (FailureException e) {
      return List.of(
          Finding.warning(
              subject,
              "not looked at, as it has neither repositories nor a default_namespace_prefix: "
                  + "give it the latter"));
    }
  }

  private static Finding finding(String store, ProbeStep step) {
    String subject = store + ": " + step.name();
    return switch (step.outcome()) {
      case PASSED ->
          Finding.ok(subject, String.format(Locale.ROOT, "%.0f ms", step.milliseconds()));
      case SKIPPED -> Finding.ok(subject, step.message());
      case FAILED -> Finding.error(subject, step.message());
    };
  }

  private void space(StoreDefinition store) {
    if (store.settings() instanceof LocalStoreSettings local) {
      folder("disk of store `" + store.id() + "`", local.path());
    }
  }

  private void folder(String subject, Path folder) {
    Path there = folder.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there) || !Files.isWritable(there)) {
      findings.add(
          Finding.error(
              subject, folder + " cannot be written: check that it is a folder and yours"));
      return;
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      String text = (free >> 20) + " MiB free at " + folder;
      findings.add(
          free < LITTLE_SPACE
              ? Finding.warning(subject, text + ": make room")
              : Finding.ok(subject, text));
    } catch (IOException e) {
      findings.add(Finding.warning(subject, "free space of " + folder + " cannot be told: " + e));
    }
  }
}
