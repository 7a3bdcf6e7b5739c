package io.anabranch.server.objects;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.server.api.Flags;
import io.anabranch.server.api.ObjectStats;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.quotas.Taken;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.server.stores.PinnedReads;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Pin;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.ref.Names;
import io.anabranch.versioning.ref.ProtectedBranches;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.SortedMap;

/**
 * Takes objects in: their bytes to the repository's store, then their entries to the branch. What
 * is returned is durable. Safe for use by many threads.
 */
@Singleton
final class Uploads {

  /** Up to here it is cheaper to take bytes back than to ask first whether the branch exists. */
  private static final long ASK_FIRST_BYTES = 1 << 20;

  private final VersioningEngine engine;
  private final PhysicalAddresses addresses;
  private final ObjectEntries entries;
  private final Quotas quotas;
  private final InstantSource clock;

  Uploads(
      VersioningEngine engine,
      PhysicalAddresses addresses,
      ObjectEntries entries,
      Quotas quotas,
      InstantSource clock) {
    this.engine = engine;
    this.addresses = addresses;
    this.entries = entries;
    this.quotas = quotas;
    this.clock = clock;
  }

  ObjectStats upload(
      String user,
      Repository repository,
      String branch,
      String path,
      UploadBody body,
      SortedMap<String, String> metadata,
      UploadCondition condition) {
    ProtectedBranches.requireStageable(repository, branch);
    Names.path(path);
    if (body.length().orElse(Long.MAX_VALUE) > ASK_FIRST_BYTES) {
      engine.branches().get(repository, branch);
    }
    Taken taken = quotas.take(user, repository, body.length().orElse(0), 1);
    String address = addresses.mint();
    Resolved target = addresses.resolve(repository.location(), address, AddressType.RELATIVE);
    Received received = receive(target, body, taken);
    var entry =
        NewEntry.written(address, received.size(), received.md5(), metadata, body.contentType())
            .entry(clock);
    stageWritten(repository, branch, path, entry, condition, target, taken);
    taken.settle(received.size());
    return entries.stats(repository, path, entry, entry.metadata());
  }

  private static Received receive(Resolved target, UploadBody body, Taken taken) {
    try {
      return Received.into(
          target, body.length().isPresent() ? body : body.with(taken.metered(body.stream())));
    } catch (FailureException e) {
      taken.giveBack();
      throw taken.refusal(e);
    }
  }

  ObjectStats copy(
      String user, Repository repository, String branch, String path, ObjectCopyCreation copy) {
    if (Flags.isSet(copy.shallow())) {
      throw new FailureException(
          new Failure.Unsupported("copies share no bytes on this server: copy without shallow"));
    }
    ProtectedBranches.requireStageable(repository, branch);
    Names.path(path);
    engine.branches().get(repository, branch);
    String ref = copy.srcRef() == null || copy.srcRef().isEmpty() ? branch : copy.srcRef();
    Entry source = engine.entries().get(repository, ref, copy.srcPath()).entry();
    Taken taken = quotas.take(user, repository, source.size(), 1);
    String address = addresses.mint();
    Resolved target = addresses.resolve(repository.location(), address, AddressType.RELATIVE);
    Resolved from =
        addresses.resolve(repository.location(), source.address(), source.addressType());
    copy(source, from, target, taken);
    var entry =
        NewEntry.written(
                address, source.size(), source.etag(), source.metadata(), source.contentType())
            .entry(clock);
    stageWritten(repository, branch, path, entry, new UploadCondition.None(), target, taken);
    return entries.stats(repository, path, entry, entry.metadata());
  }

  private static void copy(Entry source, Resolved from, Resolved target, Taken taken) {
    try {
      copyBytes(source, from, target);
    } catch (FailureException e) {
      taken.giveBack();
      throw e;
    }
  }

  /** Within the store where that gives the right bytes for certain. */
  private static void copyBytes(Entry source, Resolved from, Resolved target) {
    Pin pin = from.pin(source);
    if (pin.isNone() && from.store().equals(target.store())) {
      StoreFailures.translating(
          target.store(),
          () ->
              target
                  .store()
                  .blockstore()
                  .copy(from.address(), target.address(), CopyOptions.REPLACE));
      return;
    }
    try (OpenObject object =
        StoreFailures.translating(
            from.store(),
            () -> from.store().blockstore().open(from.address(), PinnedReads.whole(pin)))) {
      var content = Content.once(object.stream(), source.size());
      StoreFailures.translating(
          target.store(),
          () -> target.store().blockstore().put(target.address(), content, PutOptions.REPLACE));
    }
  }

  /** Stages an entry for bytes that lie in the store already; they are not looked at. */
  ObjectStats stage(
      Caller caller,
      Repository repository,
      String branch,
      String path,
      ObjectStageCreation creation) {
    Names.path(path);
    var at = addresses.stage(repository.location(), creation.physicalAddress());
    StagedAddresses.require(caller, repository, at);
    var entry =
        new NewEntry(
                at,
                creation.sizeBytes(),
                creation.checksum(),
                creation.metadata(),
                creation.contentType(),
                creation.mtime())
            .entry(clock);
    quotas.storing(
        caller.user().id(),
        repository,
        entry.size(),
        1,
        () -> engine.entries().stage(repository, branch, path, entry));
    return entries.stats(repository, path, entry, entry.metadata()).withoutMetadata();
  }

  private void stageWritten(
      Repository repository,
      String branch,
      String path,
      Entry entry,
      UploadCondition condition,
      Resolved written,
      Taken taken) {
    try {
      condition.stage(engine, repository, branch, path, entry);
    } catch (FailureException e) {
      if (isCertainlyNotStaged(e.failure())) {
        WrittenBytes.takeBack(written, e);
        taken.giveBack();
      }
      throw e;
    }
  }

  /** Only then may the bytes go: an entry that refers to nothing would be worse than lost space. */
  private static boolean isCertainlyNotStaged(Failure failure) {
    return failure instanceof Failure.NotFound || failure instanceof Failure.PreconditionFailed;
  }
}
