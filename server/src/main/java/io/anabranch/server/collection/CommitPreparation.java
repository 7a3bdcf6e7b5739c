package io.anabranch.server.collection;

import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.links.LinkedObject;
import io.anabranch.server.links.Links;
import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.server.stores.Stores;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;

/** Lists the commits that a collector must keep. Safe for use by many threads. */
@Singleton
final class CommitPreparation {

  private final StoredRules rules;
  private final VersioningEngine engine;
  private final CollectionFiles files;
  private final RunIds ids;
  private final Stores stores;
  private final Links links;
  private final InstantSource clock;

  CommitPreparation(
      StoredRules rules,
      VersioningEngine engine,
      CollectionFiles files,
      RunIds ids,
      Stores stores,
      Links links,
      InstantSource clock) {
    this.rules = rules;
    this.engine = engine;
    this.files = files;
    this.ids = ids;
    this.stores = stores;
    this.links = links;
    this.clock = clock;
  }

  /** Throws NotFound when the repository has no rules. */
  PreparedCommits run(Repository repository) {
    var active =
        engine.retention().activeCommits(repository, rules.get(repository), clock.instant());
    String run = ids.nextRun();
    files.write(repository, name(run), CommitsCsv.of(active));
    return new PreparedCommits(
        run, files.uri(repository, name(run)), files.uri(repository, "addresses/"));
  }

  /** A link to the list of a run, where the store hands out links. */
  Optional<String> link(Repository repository, PreparedCommits prepared, PublicUrl server) {
    if (!stores.map().get(repository.location().storageId()).presign().enabled()) {
      return Optional.empty();
    }
    String address = files.address(name(prepared.runId()));
    var list =
        new LinkedObject(repository, address, new EntryAddress(address, AddressType.RELATIVE));
    return Optional.of(links.get(server, list).url());
  }

  private static String name(String run) {
    return "commits/run_id=" + run + "/commits.csv";
  }
}
