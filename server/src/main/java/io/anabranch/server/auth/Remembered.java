package io.anabranch.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Weigher;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was read from the database, kept until accounts change or for a short time. A value that is
 * read while a change takes place counts as read before it. Safe for use by many threads.
 */
final class Remembered<V> {

  /**
   * @param generation known before it was read
   */
  private record Entry<V>(long generation, V value) {}

  private final AccountChanges changes;
  private final Cache<String, Entry<V>> entries;

  /**
   * @param size the weight of all that is kept
   * @param weight of one value, at least 1
   */
  Remembered(AccountChanges changes, long size, ToIntFunction<V> weight, Duration ttl) {
    this.changes = changes;
    Weigher<String, Entry<V>> weigher = (_, entry) -> weight.applyAsInt(entry.value());
    this.entries =
        Caffeine.newBuilder().maximumWeight(size).weigher(weigher).expireAfterWrite(ttl).build();
  }

  /** Without a round trip. */
  Optional<V> findWarm(String key) {
    return Optional.ofNullable(entries.getIfPresent(key)).filter(this::isCurrent).map(Entry::value);
  }

  /**
   * Reads it if it is not warm; of several callers one.
   *
   * @param read may block
   */
  Optional<V> find(String key, Function<String, Optional<V>> read) {
    Optional<V> warm = findWarm(key);
    return warm.isPresent() ? warm : Optional.ofNullable(readOnce(key, read)).map(Entry::value);
  }

  private @Nullable Entry<V> readOnce(String key, Function<String, Optional<V>> read) {
    return entries
        .asMap()
        .compute(
            key,
            (_, known) -> {
              if (known != null && isCurrent(known)) {
                return known;
              }
              long generation = changes.generation();
              return read.apply(key).map(value -> new Entry<>(generation, value)).orElse(null);
            });
  }

  private boolean isCurrent(Entry<V> entry) {
    return entry.generation() == changes.generation();
  }
}
