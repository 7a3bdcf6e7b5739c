package io.anabranch.server.s3gateway.multipart;

import io.anabranch.blockstore.FaultyBlockstore;
import io.anabranch.blockstore.FaultyBlockstore.Chances;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.memory.MemoryBlockstore;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.config.Secret;
import io.anabranch.server.config.SigningKeys;
import io.anabranch.server.objects.UploadCondition;
import io.anabranch.server.postgres.MigratedDatabase;
import io.anabranch.server.postgres.MultipartTable;
import io.anabranch.server.postgres.MultipartTable.Description;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.postgres.PostgresCommitStore;
import io.anabranch.server.postgres.PostgresRefHistory;
import io.anabranch.server.postgres.PostgresRefStore;
import io.anabranch.server.postgres.PostgresStagingStore;
import io.anabranch.server.postgres.QuotaTable;
import io.anabranch.server.postgres.RepositoryTable;
import io.anabranch.server.postgres.RepositoryTable.NewRepository;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.SampleStores;
import io.anabranch.server.stores.StoreMap;
import io.anabranch.versioning.EngineSettings;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.commit.Commits;
import io.anabranch.versioning.hooks.Hooks;
import io.anabranch.versioning.memory.MemoryRanges;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.tree.TreeSettings;
import io.anabranch.versioning.tree.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** Uploads in parts over a real database and a store in memory, and short ways to make them. */
final class MultipartWorld implements AutoCloseable {

  static final Description PLAIN =
      new Description("text/plain", new TreeMap<>(), Optional.empty(), Optional.empty());

  private final MigratedDatabase migrated = new MigratedDatabase();
  private final Clock clock = Clock.systemUTC();
  final FaultyBlockstore store =
      new FaultyBlockstore(new MemoryBlockstore(256L << 20, clock), 1, Chances.NONE);
  private final StoreMap stores = SampleStores.single(store);
  final MultipartTable table = new MultipartTable(migrated.database());
  final RepositoryTable repositories = new RepositoryTable(migrated.database());
  final PhysicalAddresses addresses =
      new PhysicalAddresses(
          () -> stores, SigningKeys.of(new Secret("signing key")), clock, new Random(1));
  final VersioningEngine engine = engine();
  final Repository repository =
      repositories
          .create(
              new NewRepository(
                  "lake", new TreeLocation("", "mem://lake"), "main", clock.instant(), false),
              Commits.first(clock.instant()),
              "ada")
          .orElseThrow();

  final QuotaTable quotaTable = new QuotaTable(migrated.database());
  final Quotas quotas = new Quotas(quotaTable::charge, () -> stores);
  final Multiparts uploads =
      new Multiparts(engine, addresses, table, new UploadIds(clock, new SecureRandom()));
  final Parts parts = new Parts(uploads, addresses, table, quotas);
  final Completions completions = new Completions(engine, uploads, addresses, table, quotas, clock);
  final ExpiredUploads expired = new ExpiredUploads(uploads, table, () -> stores);

  private VersioningEngine engine() {
    var database = migrated.database();
    var trees =
        new Trees(
            new MemoryRanges(),
            new TreeSettings(0, 20L << 20, 4),
            Trees.DEFAULT_OPEN_BYTES,
            Executors.newVirtualThreadPerTaskExecutor());
    return VersioningEngine.over(
        new PostgresRefStore(database),
        new PostgresRefHistory(database),
        new PostgresCommitStore(database),
        new PostgresStagingStore(database),
        trees,
        clock,
        Hooks.NONE,
        EngineSettings.DEFAULT);
  }

  UploadKey begin(String path) {
    return new UploadKey(
        repository, "main", path, uploads.begin("ada", repository, "main", path, PLAIN));
  }

  Part put(UploadKey key, int number, byte[] bytes) {
    var body =
        new UploadBody(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length), "", null);
    return parts.put("ada", key, number, PartBody.of(body));
  }

  static NamedPart named(Part part) {
    return new NamedPart(part.number(), part.md5(), Optional.empty());
  }

  Entry complete(UploadKey key, Part... named) {
    return complete(key, new UploadCondition.None(), named);
  }

  Entry complete(UploadKey key, UploadCondition condition, Part... named) {
    var list = Arrays.stream(named).map(MultipartWorld::named).toList();
    return completions.complete(
        "ada", key, new UploadCompletion(list, condition, UploadCompletion.Summary.NONE));
  }

  Optional<Entry> present(String path) {
    return engine.entries().find(repository, "main", path).map(EntryRecord::entry);
  }

  byte[] bytes(Entry entry) {
    var at = addresses.resolve(repository.location(), entry.address(), entry.addressType());
    try (var object = at.store().blockstore().open(at.address(), ReadOptions.WHOLE)) {
      return object.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many uploads the store has. */
  int stored() {
    return store.multipart().orElseThrow().listUploads("lake", "", "", 1000).uploads().size();
  }

  @Override
  public void close() {
    store.close();
    migrated.close();
  }
}
