package io.anabranch.server.s3gateway.multipart;

import io.anabranch.server.objects.UploadCondition;
import io.anabranch.server.postgres.MultipartTable;
import io.anabranch.server.postgres.MultipartTable.Upload;
import io.anabranch.versioning.model.Entry;
import java.util.Optional;
import java.util.UUID;

/**
 * One attempt to stage what an upload has become. Who may is asked after the path was looked at and
 * before it is compared and set: so whoever has lost the claim by then finds either that, or the
 * path changed. Not for use by many threads.
 */
final class Turn {

  static final int ATTEMPTS = 5;

  /** Why it was not staged. */
  enum Outcome {
    STAGED_BEFORE,
    CLAIM_LOST,
    CONDITION_FAILED
  }

  private final MultipartTable table;
  private final Upload upload;
  private final UUID claim;
  private final UploadCondition condition;
  private Outcome outcome = Outcome.CONDITION_FAILED;
  private Optional<Entry> present = Optional.empty();

  Turn(MultipartTable table, Upload upload, UUID claim, UploadCondition condition) {
    this.table = table;
    this.upload = upload;
    this.claim = claim;
    this.condition = condition;
  }

  /** Whether an entry is what the upload has become: nothing else has its address. */
  static boolean isOf(Upload upload, Entry entry) {
    return entry.address().equals(upload.stored().address());
  }

  boolean mayStage(Optional<Entry> found) {
    present = found;
    if (found.filter(entry -> isOf(upload, entry)).isPresent()) {
      outcome = Outcome.STAGED_BEFORE;
      return false;
    }
    if (!table.isClaimed(upload.id(), claim)) {
      outcome = Outcome.CLAIM_LOST;
      return false;
    }
    outcome = Outcome.CONDITION_FAILED;
    return condition.holds(found);
  }

  Outcome outcome() {
    return outcome;
  }

  /** What the path had when it was asked last. */
  Optional<Entry> present() {
    return present;
  }
}
