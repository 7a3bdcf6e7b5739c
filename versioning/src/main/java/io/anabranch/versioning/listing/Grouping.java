package io.anabranch.versioning.listing;

import io.anabranch.versioning.model.Cursor;
import io.anabranch.versioning.model.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists a page of a cursor, grouping paths by a delimiter. Steps over a group by seeking, so that
 * the cost follows what is listed and not what the groups hold.
 *
 * @param keyOf the path of a record
 * @param itemOf the item for a record that is in no group
 * @param groupItemOf the item for a group, given what its paths share, the delimiter included
 */
public record Grouping<T, I>(
    Function<T, Key> keyOf, Function<T, I> itemOf, Function<Key, I> groupItemOf) {

  /**
   * @param cursor not beyond the start of the bounds
   */
  public Page<I> page(Cursor<T> cursor, Bounds bounds, int amount) {
    List<I> items = new ArrayList<>();
    cursor.seek(bounds.start());
    T record = cursor.next();
    while (record != null
        && keyOf.apply(record).startsWith(bounds.prefix())
        && items.size() <= amount) {
      Key path = keyOf.apply(record);
      Key group = groupOf(path, bounds);
      if (group == null) {
        items.add(itemOf.apply(record));
      } else if (!group.equals(bounds.after())) {
        items.add(groupItemOf.apply(group));
      }
      record = group == null ? cursor.next() : nextAfterGroup(cursor, group);
    }
    return Page.cut(items, amount);
  }

  private @Nullable T nextAfterGroup(Cursor<T> cursor, Key group) {
    Key end = group.afterPrefix();
    if (end == null) {
      return null;
    }
    cursor.seek(end);
    return cursor.next();
  }

  private static @Nullable Key groupOf(Key path, Bounds bounds) {
    Key delimiter = bounds.delimiter();
    if (delimiter.isEmpty()) {
      return null;
    }
    byte[] bytes = path.bytes();
    for (int end = bounds.prefix().length() + delimiter.length(); end <= bytes.length; end++) {
      if (Arrays.equals(
          bytes, end - delimiter.length(), end, delimiter.bytes(), 0, delimiter.length())) {
        return Key.wrap(Arrays.copyOf(bytes, end));
      }
    }
    return null;
  }
}
