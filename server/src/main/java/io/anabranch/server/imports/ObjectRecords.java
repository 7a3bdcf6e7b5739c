package io.anabranch.server.imports;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.server.stores.ImportSource;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.EntryRecord;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.RecordValue;
import java.util.Optional;

/** Makes the records of objects as a store describes them. Safe for use by many threads. */
record ObjectRecords(Pinning pinning) {

  EntryRecord of(Key path, ImportSource source, ObjectInfo object) {
    var entry =
        new Entry(
            source.uri(object.address()),
            AddressType.FULL,
            object.lastModified(),
            object.size(),
            object.etag(),
            object.attributes().metadata(),
            object.attributes().contentType().orElse(""));
    return new EntryRecord(path, RecordValue.of(entry.withPin(pinning.of(object))));
  }

  /** Empty when there is no such object. */
  static Optional<ObjectInfo> find(ImportSource source, PhysicalAddress address) {
    try {
      return Optional.of(source.store().blockstore().stat(address));
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw StoreFailures.translate(source.store(), e);
    }
  }

  static ObjectInfo get(ImportSource source) {
    return find(source, source.address()).orElseThrow(() -> nothing(source));
  }

  static FailureException nothing(ImportSource source) {
    return new FailureException(
        new Failure.NotFound("there is nothing to import at %s".formatted(source.uri())));
  }
}
