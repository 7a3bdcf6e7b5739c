package io.anabranch.server.imports;

import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.server.imports.ImportPlan.PlannedPrefix;
import io.anabranch.server.stores.ImportSource;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.ref.Names;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The objects below a prefix of a store, page by page of its listing, in its order. */
final class PrefixBatches implements Batches {

  private final PlannedPrefix planned;
  private final ObjectRecords records;
  private final @Nullable Asking asking;
  private @Nullable ListRequest request;
  private boolean empty = true;

  /**
   * @param asking null when what the listing tells will do
   */
  PrefixBatches(
      PlannedPrefix planned, ObjectRecords records, @Nullable Asking asking, int pageSize) {
    this.planned = planned;
    this.records = records;
    this.asking = asking;
    this.request =
        ListRequest.of(planned.source().container(), planned.source().key()).withLimit(pageSize);
  }

  @Override
  public @Nullable List<EntryRecord> next() {
    var page = request;
    if (page == null) {
      requireSome();
      return null;
    }
    ImportSource source = planned.source();
    var listed =
        StoreFailures.translating(source.store(), () -> source.store().blockstore().list(page));
    request = listed.hasMore() ? page.withAfter(listed.next()) : null;
    List<ObjectInfo> taken =
        listed.objects().stream().filter(object -> source.takes(object.address())).toList();
    List<EntryRecord> batch = asking == null ? records(taken) : askedFor(asking, taken);
    empty &= batch.isEmpty();
    return batch;
  }

  private List<EntryRecord> records(List<ObjectInfo> objects) {
    return objects.stream().map(this::record).toList();
  }

  /** What has gone since it was listed is as if it had not been listed. */
  private List<EntryRecord> askedFor(Asking asking, List<ObjectInfo> objects) {
    return asking
        .all(objects, object -> ObjectRecords.find(planned.source(), object.address()))
        .stream()
        .flatMap(Optional::stream)
        .map(this::record)
        .toList();
  }

  private EntryRecord record(ObjectInfo object) {
    var source = planned.source();
    var path = Names.path(planned.destination() + source.relative(object.address()));
    return records.of(path, source, object);
  }

  private void requireSome() {
    if (empty) {
      throw ObjectRecords.nothing(planned.source());
    }
  }
}
