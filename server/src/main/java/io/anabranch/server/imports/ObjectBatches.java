package io.anabranch.server.imports;

import io.anabranch.server.imports.ImportPlan.PlannedObject;
import io.anabranch.versioning.model.EntryRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects that were named one by one, each of which must be there. */
final class ObjectBatches implements Batches {

  private final List<PlannedObject> objects;
  private final ObjectRecords records;
  private final Asking asking;
  private int done;

  ObjectBatches(List<PlannedObject> objects, ObjectRecords records, Asking asking) {
    this.objects = objects;
    this.records = records;
    this.asking = asking;
  }

  @Override
  public @Nullable List<EntryRecord> next() {
    if (done == objects.size()) {
      return null;
    }
    int end = Math.min(done + Asking.AT_ONCE, objects.size());
    var batch = asking.all(objects.subList(done, end), this::record);
    done = end;
    return batch;
  }

  private EntryRecord record(PlannedObject object) {
    return records.of(object.path(), object.source(), ObjectRecords.get(object.source()));
  }
}
