package io.anabranch.server.objects;

import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PutOptions;
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
import java.util.Map;
import java.util.function.Supplier;

/**
 * Takes objects in: their bytes to the repository's store, then their entries to the branch. What
 * is returned is durable. Safe for use by many threads.
 */
@Singleton
public final class Uploads {

  /** What a copy does not take over as it is. */
  public record CopiedAs(Map<String, String> metadata, String contentType) {

    static CopiedAs the(Entry source) {
      return new CopiedAs(source.metadata(), source.contentType());
    }
  }

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

  /**
   * @param metadata asked for when the bytes have arrived
   * @throws FailureException PreconditionFailed when the condition does not hold; nothing is kept
   *     then, nor of bytes that do not arrive as they were announced
   */
  public Entry upload(
      String user,
      ObjectTarget target,
      UploadBody body,
      Supplier<? extends Map<String, String>> metadata,
      UploadCondition condition) {
    var repository = target.repository();
    ProtectedBranches.requireStageable(repository, target.branch());
    Names.path(target.path());
    if (body.length().orElse(Long.MAX_VALUE) > ASK_FIRST_BYTES) {
      engine.branches().get(repository, target.branch());
    }
    Taken taken = quotas.take(user, repository, body.length().orElse(0), 1);
    String address = addresses.mint();
    Resolved to = addresses.resolve(repository.location(), address, AddressType.RELATIVE);
    Received received = receive(to, body, taken);
    var entry =
        NewEntry.written(
                address, received.size(), received.md5(), metadata.get(), body.contentType())
            .entry(clock);
    stageWritten(target, entry, condition, to, taken);
    taken.settle(received.size());
    return entry;
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

  /**
   * @param source of any repository, on any store
   * @param as the metadata and content type of the copy
   */
  public Entry copy(
      String user,
      ObjectTarget target,
      FoundObject source,
      CopiedAs as,
      UploadCondition condition) {
    var repository = target.repository();
    ProtectedBranches.requireStageable(repository, target.branch());
    Names.path(target.path());
    engine.branches().get(repository, target.branch());
    Entry copied = source.entry();
    Taken taken = quotas.take(user, repository, copied.size(), 1);
    String address = addresses.mint();
    Resolved to = addresses.resolve(repository.location(), address, AddressType.RELATIVE);
    Resolved from =
        addresses.resolve(source.repository().location(), copied.address(), copied.addressType());
    copy(copied, from, to, taken);
    var entry =
        NewEntry.written(address, copied.size(), copied.etag(), as.metadata(), as.contentType())
            .entry(clock);
    stageWritten(target, entry, condition, to, taken);
    return entry;
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
      ObjectTarget target, Entry entry, UploadCondition condition, Resolved written, Taken taken) {
    try {
      condition.stage(engine, target.repository(), target.branch(), target.path(), entry);
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
