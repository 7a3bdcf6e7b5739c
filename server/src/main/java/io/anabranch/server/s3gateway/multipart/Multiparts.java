package io.anabranch.server.s3gateway.multipart;

import io.anabranch.server.postgres.MultipartTable;
import io.anabranch.server.postgres.MultipartTable.Description;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.postgres.MultipartTable.Place;
import io.anabranch.server.postgres.MultipartTable.Position;
import io.anabranch.server.postgres.MultipartTable.Stored;
import io.anabranch.server.postgres.MultipartTable.Upload;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.ref.ProtectedBranches;
import jakarta.inject.Singleton;

/**
 * Begins uploads in parts, tells of them, and gives them up. Safe for use by many threads and many
 * servers. Failures are those of the engine and of stores, and {@link S3Exception} for an upload
 * that there is not.
 */
@Singleton
public final class Multiparts {

  private final VersioningEngine engine;
  private final PhysicalAddresses addresses;
  private final MultipartTable table;
  private final UploadIds ids;

  public Multiparts(
      VersioningEngine engine, PhysicalAddresses addresses, MultipartTable table, UploadIds ids) {
    this.engine = engine;
    this.addresses = addresses;
    this.table = table;
    this.ids = ids;
  }

  /**
   * Begins an upload, at an address of its own.
   *
   * @return its id
   * @throws FailureException NotFound for the branch, Forbidden when it is protected, Unsupported
   *     when the store has no uploads in parts
   */
  public String begin(
      String user, Repository repository, String branch, String path, Description description) {
    requireStageable(engine, repository, branch, path);
    String address = addresses.mint();
    StoredUpload begun = StoredUpload.begin(addresses, repository.location(), address);
    String id = ids.next();
    var stored = new Stored(repository.location(), address, begun.id());
    try {
      table.begin(id, new Place(repository.id(), branch, path), stored, user, description);
    } catch (FailureException e) {
      if (!(e.failure() instanceof Failure.OutcomeUnknown)) {
        dropQuietly(begun, e);
      }
      throw e;
    }
    return id;
  }

  static void requireStageable(
      VersioningEngine engine, Repository repository, String branch, String path) {
    ProtectedBranches.requireStageable(repository, branch);
    Names.path(path);
    engine.branches().get(repository, branch);
  }

  /** What the client never heard of; if the store fails now, that is not what went wrong. */
  static void dropQuietly(StoredUpload stored, RuntimeException failure) {
    try {
      stored.abort();
    } catch (FailureException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * @throws S3Exception NoSuchUpload when there is none, or of another path
   */
  public Upload get(UploadKey key) {
    return table.find(key.id(), key.place()).orElseThrow(S3Error.NO_SUCH_UPLOAD::exception);
  }

  /** By number, ascending. */
  public Page<Part> listParts(Upload upload, int afterNumber, int limit) {
    return table.listParts(upload.id(), afterNumber, limit);
  }

  /**
   * By key, that is branch/path, and of one key in the order in which they began. Seeks to where it
   * goes on, so that whoever groups by a delimiter can go past a group.
   *
   * @param prefix of keys
   */
  public Page<Upload> list(Repository repository, String prefix, Position after, int limit) {
    return table.list(repository.id(), prefix, after, limit);
  }

  /**
   * Gives an upload up and drops its parts. When it fails on the way it is made up for in the
   * background.
   *
   * @throws S3Exception NoSuchUpload
   */
  public void abort(UploadKey key) {
    drop(get(key));
  }

  /** As {@link #abort}, for one that nobody needs any more. */
  void drop(Upload upload) {
    if (table.abort(upload.id())) {
      StoredUpload.of(addresses, upload.stored()).abort();
      table.delete(upload.id());
    }
  }
}
