package io.anabranch.server.collection;

import io.anabranch.blockstore.Content;
import io.anabranch.server.postgres.MultipartTable;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Lists the addresses that uncommitted changes use, and, in the first call, those of uploads that
 * are under way. Of the changes a call writes one file at most and stops when that is full or a
 * minute has passed. Safe for use by many threads.
 */
@Singleton
final class UncommittedPreparation {

  private static final int MAX_FILE_BYTES = 20 << 20;
  private static final Duration MAX_TIME = Duration.ofMinutes(1);

  /**
   * What a call came to.
   *
   * @param location URI of the run's folder; empty when this call wrote no file to it
   * @param next where the next call goes on; null at the end
   */
  record Part(String runId, String location, @Nullable Mark next) {}

  private final VersioningEngine engine;
  private final UncommittedUploads uploads;
  private final PhysicalAddresses addresses;
  private final CollectionFiles files;
  private final RunIds ids;
  private final InstantSource clock;

  UncommittedPreparation(
      VersioningEngine engine,
      MultipartTable uploads,
      PhysicalAddresses addresses,
      CollectionFiles files,
      RunIds ids,
      InstantSource clock) {
    this.engine = engine;
    this.uploads = new UncommittedUploads(uploads);
    this.addresses = addresses;
    this.files = files;
    this.ids = ids;
    this.clock = clock;
  }

  Part begin(Repository repository) {
    String run = ids.nextRun();
    boolean listed = uploads.list(repository, MAX_FILE_BYTES, file -> write(repository, run, file));
    var walk = walk(repository, run);
    Part part = part(repository, run, walk.begin(), walk.file());
    return listed ? new Part(run, files.uri(repository, folder(run)), part.next()) : part;
  }

  Part resume(Repository repository, Mark mark) {
    var walk = walk(repository, mark.runId());
    return part(repository, mark.runId(), walk.resume(mark), walk.file());
  }

  private UncommittedWalk walk(Repository repository, String run) {
    Instant end = clock.instant().plus(MAX_TIME);
    return new UncommittedWalk(
        engine,
        repository,
        run,
        entry ->
            addresses.findBelowNamespace(
                repository.location(), entry.address(), entry.addressType()),
        file -> file.size() >= MAX_FILE_BYTES || clock.instant().isAfter(end));
  }

  private Part part(Repository repository, String run, @Nullable Mark next, AddressFile file) {
    if (file.isEmpty()) {
      return new Part(run, "", next);
    }
    write(repository, run, file);
    return new Part(run, files.uri(repository, folder(run)), next);
  }

  private void write(Repository repository, String run, AddressFile file) {
    files.write(repository, folder(run) + ids.nextPart(), Content.of(file.toBytes()));
  }

  private static String folder(String run) {
    return "uncommitted/" + run + "/uncommitted/";
  }
}
