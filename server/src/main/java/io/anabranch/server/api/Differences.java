package io.anabranch.server.api;

import io.anabranch.versioning.diff.DiffItem;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.RecordValue;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Puts the engine's diffs on the wire. */
public final class Differences {

  private Differences() {}

  /**
   * @param rightStats whether each item tells what the right side holds
   */
  public static Results<DiffBody> of(Page<DiffItem> page, boolean rightStats) {
    return Results.of(page, Differences::offset, item -> body(item, rightStats));
  }

  private static String offset(DiffItem item) {
    return switch (item) {
      case DiffItem.ChangedPath changed -> changed.path().toString();
      case DiffItem.ChangedPrefix changed -> changed.prefix().toString();
    };
  }

  private static DiffBody body(DiffItem item, boolean rightStats) {
    return switch (item) {
      case DiffItem.ChangedPrefix changed ->
          new DiffBody("prefix_changed", changed.prefix().toString(), "common_prefix", null, null);
      case DiffItem.ChangedPath changed -> body(changed, rightStats);
    };
  }

  private static DiffBody body(DiffItem.ChangedPath changed, boolean rightStats) {
    RecordValue right = changed.right();
    return new DiffBody(
        changed.change().name().toLowerCase(Locale.ROOT),
        changed.path().toString(),
        "object",
        right == null ? 0 : right.entry().size(),
        rightStats ? stats(right) : null);
  }

  private static @Nullable DiffObjectStat stats(@Nullable RecordValue value) {
    if (value == null) {
      return null;
    }
    var entry = value.entry();
    return new DiffObjectStat(
        entry.etag(), entry.lastModified().getEpochSecond(), entry.contentType(), entry.metadata());
  }
}
