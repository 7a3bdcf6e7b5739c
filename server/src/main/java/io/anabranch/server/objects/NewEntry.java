package io.anabranch.server.objects;

import io.anabranch.server.stores.PhysicalAddresses.EntryAddress;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.AddressType;
import io.anabranch.versioning.model.Entry;
import io.micronaut.http.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a client describes it: what it leaves out has defaults.
 *
 * @param size bytes
 * @param metadata none by default
 * @param contentType bytes of no special type by default, also when it is empty
 * @param mtime seconds since 1970; now by default
 */
public record NewEntry(
    EntryAddress at,
    long size,
    String checksum,
    @Nullable Map<String, String> metadata,
    @Nullable String contentType,
    @Nullable Long mtime) {

  private static final long FIRST_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /**
   * @throws FailureException Invalid for a negative size, or a time that entries cannot record
   */
  public NewEntry {
    if (size < 0) {
      throw invalid("size_bytes must not be negative: " + size);
    }
    if (mtime != null && (mtime < FIRST_SECOND || mtime > LAST_SECOND)) {
      throw invalid("mtime must be in seconds since 1970, within the years 1 to 9999: " + mtime);
    }
  }

  /** An entry for bytes that the server itself has just written. */
  public static NewEntry written(
      String address, long size, String md5, Map<String, String> metadata, String contentType) {
    var at = new EntryAddress(address, AddressType.RELATIVE);
    return new NewEntry(at, size, md5, metadata, contentType, null);
  }

  /** At the time of the clock, unless the client said another. */
  public Entry entry(InstantSource clock) {
    return new Entry(
        at.address(),
        at.type(),
        mtime == null ? clock.instant() : Instant.ofEpochSecond(mtime),
        size,
        checksum,
        metadata == null ? Map.of() : metadata,
        contentType == null || contentType.isEmpty()
            ? MediaType.APPLICATION_OCTET_STREAM
            : contentType);
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
