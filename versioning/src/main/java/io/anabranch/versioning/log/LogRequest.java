package io.anabranch.versioning.log;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which commits to list.
 *
 * @param after a whole commit id: only commits that the log has after it; empty for all
 * @param amount commits in a page, 1 to 1,000
 * @param limit whether the log ends with this page
 * @param firstParent whether only the main line is followed
 * @param since only commits of this date or later; null for all
 * @param stopAt a ref expression: the log ends with this commit; empty for the whole history
 * @param objects only commits that changed one of these paths, or one under the prefixes; neither
 *     merges nor a first commit are listed then
 */
public record LogRequest(
    String after,
    int amount,
    boolean limit,
    boolean firstParent,
    @Nullable Instant since,
    String stopAt,
    List<String> objects,
    List<String> prefixes) {

  public LogRequest {
    objects = List.copyOf(objects);
    prefixes = List.copyOf(prefixes);
  }

  /** The latest commits. */
  public static LogRequest latest(int amount) {
    return new LogRequest("", amount, false, false, null, "", List.of(), List.of());
  }
}
