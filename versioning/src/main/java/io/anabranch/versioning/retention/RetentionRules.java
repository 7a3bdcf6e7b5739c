package io.anabranch.versioning.retention;

import com.google.protobuf.InvalidProtocolBufferException;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.format.TreeFormat;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a commit is kept after another has taken its place on a branch.
 *
 * @param defaultDays for branches without a rule, and for commits that no branch leads to; may be
 *     negative: then nothing but heads is kept
 * @param branchDays by branch, which need not exist
 */
public record RetentionRules(int defaultDays, SortedMap<String, Integer> branchDays) {

  public RetentionRules {
    branchDays = Collections.unmodifiableSortedMap(new TreeMap<>(branchDays));
  }

  public int days(String branch) {
    return branchDays.getOrDefault(branch, defaultDays);
  }

  /** As the storage format has them: a protobuf message. */
  public byte[] encode() {
    return TreeFormat.GarbageCollectionRules.newBuilder()
        .setDefaultRetentionDays(defaultDays)
        .putAllBranchRetentionDays(branchDays)
        .build()
        .toByteArray();
  }

  /** Throws Corrupt when the bytes are none. */
  public static RetentionRules decode(byte[] bytes) {
    try {
      var message = TreeFormat.GarbageCollectionRules.parseFrom(bytes);
      return new RetentionRules(
          message.getDefaultRetentionDays(), new TreeMap<>(message.getBranchRetentionDaysMap()));
    } catch (InvalidProtocolBufferException e) {
      throw new FailureException(
          new Failure.Corrupt("the stored retention rules are malformed: set them again"), e);
    }
  }
}
