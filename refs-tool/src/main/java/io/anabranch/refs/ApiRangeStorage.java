package io.anabranch.refs;

import io.anabranch.sdk.Contents;
import io.anabranch.sdk.Download;
import io.anabranch.sdk.NotFoundException;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.TreeLocation;
import io.anabranch.versioning.range.RangeStorage;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;

/** Reads the files of trees through a repository of the server; takes none. */
final class ApiRangeStorage implements RangeStorage {

  /** Writers close a range at a tenth of this. */
  private static final int MAX_BYTES = 256 << 20;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Contents contents;
  private final String repository;

  ApiRangeStorage(Contents contents, String repository) {
    this.contents = contents;
    this.repository = repository;
  }

  @Override
  public MemorySegment read(TreeLocation location, String id) {
    try (Download file = contents.downloadTreeFile(repository, id)) {
      byte[] bytes = file.stream().readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new FailureException(
            new Failure.Corrupt("stored file %s has more than %d bytes".formatted(id, MAX_BYTES)));
      }
      return MemorySegment.ofArray(bytes);
    } catch (NotFoundException e) {
      throw new FailureException(new Failure.Gone("the store has no range or metarange " + id), e);
    } catch (IOException e) {
      throw new FailureException(
          new Failure.Unavailable("stored file " + id + " broke off: " + e, RETRY_AFTER), e);
    }
  }

  @Override
  public void write(TreeLocation location, String id, MemorySegment file) {
    throw new UnsupportedOperationException("the store is read only");
  }

  @Override
  public void forget(TreeLocation location, String id) {
    // Nothing is kept.
  }
}
