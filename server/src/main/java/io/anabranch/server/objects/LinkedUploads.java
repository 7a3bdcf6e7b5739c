package io.anabranch.server.objects;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.server.api.ObjectStats;
import io.anabranch.server.api.PublicUrl;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.links.LinkedObject;
import io.anabranch.server.links.Links;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.stores.LinkTarget;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.server.stores.PhysicalAddresses.LinkAddress;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.ref.ProtectedBranches;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/**
 * Uploads that go around the server: it hands out an address in the store, the client writes there
 * by itself, and then links what it wrote to a path. Safe for use by many threads.
 */
@Singleton
final class LinkedUploads {

  private final VersioningEngine engine;
  private final PhysicalAddresses addresses;
  private final ObjectEntries entries;
  private final Links links;
  private final Quotas quotas;
  private final InstantSource clock;

  LinkedUploads(
      VersioningEngine engine,
      PhysicalAddresses addresses,
      ObjectEntries entries,
      Links links,
      Quotas quotas,
      InstantSource clock) {
    this.engine = engine;
    this.addresses = addresses;
    this.entries = entries;
    this.links = links;
    this.quotas = quotas;
    this.clock = clock;
  }

  StagingLocation offer(Repository repository, String branch, String path) {
    return new StagingLocation(offerAddress(repository, branch, path).uri(), null, null);
  }

  /** With a link to write there. */
  StagingLocation offer(Repository repository, String branch, String path, PublicUrl server) {
    var offered = offerAddress(repository, branch, path);
    var at = new EntryAddress(offered.address(), AddressType.RELATIVE);
    var link = links.put(server, new LinkedObject(repository, path, at));
    return new StagingLocation(offered.uri(), link.url(), link.expiry().getEpochSecond());
  }

  private LinkAddress offerAddress(Repository repository, String branch, String path) {
    ProtectedBranches.requireStageable(repository, branch);
    Names.path(path);
    engine.branches().get(repository, branch);
    var target = new LinkTarget(repository.name(), branch, path);
    return addresses.offerLink(repository.location(), target);
  }

  ObjectStats link(
      Caller caller,
      Repository repository,
      String branch,
      String path,
      StagingMetadata upload,
      UploadCondition condition) {
    Names.path(path);
    var target = new LinkTarget(repository.name(), branch, path);
    var at =
        addresses.link(repository.location(), target, upload.staging().requirePhysicalAddress());
    if (at.type() == AddressType.FULL) {
      StagedAddresses.require(caller, repository, at);
    }
    var entry =
        new NewEntry(
                at,
                upload.sizeBytes(),
                requireChecksum(upload.checksum()),
                upload.userMetadata(),
                upload.contentType(),
                upload.mtime())
            .entry(clock);
    if (at.type() == AddressType.RELATIVE) {
      requireUploaded(repository, at.address(), entry.size());
    }
    quotas.storing(
        caller.user().id(),
        repository,
        entry.size(),
        1,
        () -> condition.stage(engine, repository, branch, path, entry));
    return entries.stats(repository, path, entry, entry.metadata());
  }

  private void requireUploaded(Repository repository, String address, long size) {
    var at = addresses.resolve(repository.location(), address, AddressType.RELATIVE);
    try {
      long stored = at.store().blockstore().stat(at.address()).size();
      if (stored != size) {
        throw invalid(
            "size_bytes is %d, but what was uploaded there has %d bytes".formatted(size, stored));
      }
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.NOT_FOUND) {
        throw invalid("nothing was uploaded to the address: upload first, then link");
      }
      throw StoreFailures.translate(at.store(), e);
    }
  }

  private static String requireChecksum(String checksum) {
    String plain = checksum.replace("\"", "");
    if (plain.isEmpty()) {
      throw invalid("checksum is required: send the ETag that the store answered");
    }
    return plain;
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
