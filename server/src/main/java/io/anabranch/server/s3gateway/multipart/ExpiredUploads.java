package io.anabranch.server.s3gateway.multipart;

import io.anabranch.server.postgres.MultipartTable;
import io.anabranch.server.postgres.MultipartTable.Upload;
import io.anabranch.server.stores.Stores;
import io.anabranch.versioning.failure.FailureException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops uploads that nobody goes on with: those that are too old, those of repositories that are
 * gone, and those whose abort was broken off. Several servers may do so at once.
 */
@Singleton
public final class ExpiredUploads {

  private static final Logger log = LoggerFactory.getLogger(ExpiredUploads.class);
  private static final int PAGE = 100;

  private final Multiparts uploads;
  private final MultipartTable table;
  private final Stores stores;

  public ExpiredUploads(Multiparts uploads, MultipartTable table, Stores stores) {
    this.uploads = uploads;
    this.table = table;
    this.stores = stores;
  }

  /**
   * One round over all that are due. What cannot be dropped now, because its store is away, does
   * not hold up the others, and is tried again in the next round.
   *
   * @param age at which an upload is given up
   */
  public void dropOnce(Duration age) {
    Instant time = Instant.EPOCH;
    String id = "";
    List<Upload> due;
    do {
      due = table.listDue(age, time, id, PAGE);
      for (Upload upload : due) {
        drop(upload);
        time = upload.createdAt();
        id = upload.id();
      }
    } while (due.size() == PAGE && !Thread.currentThread().isInterrupted());
  }

  private void drop(Upload upload) {
    try {
      if (stores.map().find(upload.stored().location().storageId()).isEmpty()) {
        log.warn(
            "upload {} to '{}' is forgotten with its parts: its store is not configured any more",
            upload.id(),
            upload.place().path());
        table.delete(upload.id());
      } else {
        uploads.drop(upload);
      }
    } catch (FailureException e) {
      log.warn(
          "upload {} could not be dropped, will be tried again: {}", upload.id(), e.getMessage());
    }
  }
}
