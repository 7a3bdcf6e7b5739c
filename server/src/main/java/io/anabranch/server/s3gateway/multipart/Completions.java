package io.anabranch.server.s3gateway.multipart;

import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.server.objects.NewEntry;
import io.anabranch.server.postgres.MultipartTable;
import io.anabranch.server.postgres.MultipartTable.Begun;
import io.anabranch.server.postgres.MultipartTable.Upload;
import io.anabranch.server.quotas.Quotas;
import io.anabranch.server.quotas.Taken;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.stores.PhysicalAddresses;
import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.EntryRecord;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes objects of uploads: the store joins the parts, then the entry is staged, then the upload is
 * forgotten. The same call made again goes on where one before it was broken off. Safe for use by
 * many threads and many servers.
 */
@Singleton
public final class Completions {

  private final VersioningEngine engine;
  private final Multiparts uploads;
  private final PhysicalAddresses addresses;
  private final MultipartTable table;
  private final Quotas quotas;
  private final InstantSource clock;

  public Completions(
      VersioningEngine engine,
      Multiparts uploads,
      PhysicalAddresses addresses,
      MultipartTable table,
      Quotas quotas,
      InstantSource clock) {
    this.engine = engine;
    this.uploads = uploads;
    this.addresses = addresses;
    this.table = table;
    this.quotas = quotas;
    this.clock = clock;
  }

  /**
   * @return what is staged, with an etag of the form {@code md5-N}
   * @throws S3Exception NoSuchUpload, MalformedXML, InvalidPartOrder, InvalidPart, EntityTooSmall,
   *     or what the summary throws; OperationAborted when others were in the way
   * @throws FailureException PreconditionFailed, NotFound for the branch, Forbidden when it is
   *     protected, OverQuota, Conflict when the upload is being completed with other parts
   */
  public Entry complete(String user, UploadKey key, UploadCompletion completion) {
    Multiparts.requireStageable(engine, key.repository(), key.branch(), key.path());
    Upload upload = uploads.get(key);
    Optional<Entry> present =
        engine.entries().find(key.repository(), key.branch(), key.path()).map(EntryRecord::entry);
    Optional<Entry> staged = present.filter(entry -> Turn.isOf(upload, entry));
    if (staged.isEmpty() && !completion.condition().holds(present)) {
      throw completion.condition().refusal(key.repository(), key.branch(), key.path());
    }
    Entry entry = staged.orElseGet(() -> make(user, key, upload, completion));
    table.delete(upload.id());
    return entry;
  }

  private Entry make(String user, UploadKey key, Upload upload, UploadCompletion completion) {
    Begun<Summarized> begun =
        table
            .complete(
                upload.id(),
                UUID.randomUUID(),
                received ->
                    Summarized.of(
                        upload, Assembly.of(completion.parts(), received), completion.summary()))
            .orElseThrow(S3Error.NO_SUCH_UPLOAD::exception);
    Summarized made = begun.completion();
    Taken taken = take(user, key, begun);
    try {
      join(upload, made.assembly(), begun.claim());
      Entry entry = entry(upload, made);
      Optional<Entry> before = stage(key, upload, completion, entry);
      before.ifPresent(_ -> taken.giveBack());
      return before.orElse(entry);
    } catch (FailureException | S3Exception e) {
      if (!(e instanceof FailureException failed
          && failed.failure() instanceof Failure.OutcomeUnknown)) {
        taken.giveBack();
      }
      throw e;
    }
  }

  private Taken take(String user, UploadKey key, Begun<Summarized> begun) {
    try {
      return quotas.take(user, key.repository(), begun.completion().assembly().bytes(), 1);
    } catch (FailureException e) {
      if (begun.isFirst()) {
        var _ = table.reopen(key.id(), begun.claim());
      }
      throw e;
    }
  }

  private void join(Upload upload, Assembly assembly, UUID claim) {
    ObjectInfo joined;
    try {
      joined = StoredUpload.of(addresses, upload.stored()).join(assembly.stored());
    } catch (S3Exception e) {
      if (e.error() == S3Error.INVALID_PART) {
        var _ = table.reopen(upload.id(), claim);
      }
      throw e;
    }
    if (joined.size() != assembly.bytes()) {
      throw new FailureException(
          new Failure.Corrupt(
              "the store joined parts of %d bytes to an object of %d: upload '%s' again"
                  .formatted(assembly.bytes(), joined.size(), upload.place().path())));
    }
  }

  private Entry entry(Upload upload, Summarized made) {
    return NewEntry.written(
            upload.stored().address(),
            made.assembly().bytes(),
            made.etag(),
            made.metadata(),
            upload.description().contentType())
        .entry(clock);
  }

  /**
   * Whoever claims last has its turn undisturbed: so one of many that come here stages.
   *
   * @return what another request has made of the upload, if that is staged already
   */
  private Optional<Entry> stage(
      UploadKey key, Upload upload, UploadCompletion completion, Entry entry) {
    for (int i = 0; i < Turn.ATTEMPTS; i++) {
      UUID claim = UUID.randomUUID();
      if (!table.claim(upload.id(), claim)) {
        throw S3Error.NO_SUCH_UPLOAD.exception();
      }
      var turn = new Turn(table, upload, claim, completion.condition());
      if (engine
          .entries()
          .stageIf(key.repository(), key.branch(), key.path(), turn::mayStage, entry)) {
        return Optional.empty();
      }
      switch (turn.outcome()) {
        case STAGED_BEFORE -> {
          return turn.present();
        }
        case CONDITION_FAILED ->
            throw completion.condition().refusal(key.repository(), key.branch(), key.path());
        case CLAIM_LOST -> {}
      }
    }
    throw S3Error.CONFLICT.exception("The upload is completed by others at the same time");
  }

  /** Parts, and what the entry says of them. */
  private record Summarized(Assembly assembly, String etag, SortedMap<String, String> metadata)
      implements MultipartTable.Completion {

    static Summarized of(Upload upload, Assembly assembly, UploadCompletion.Summary summary) {
      SortedMap<String, String> metadata = new TreeMap<>(upload.description().metadata());
      metadata.putAll(summary.of(upload.description(), assembly.parts()));
      metadata.put(PartSizes.METADATA_KEY, assembly.sizes().toString());
      return new Summarized(assembly, assembly.etag(), metadata);
    }
  }
}
