package io.anabranch.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Counts what failed for each of many, in windows that begin with the first failure. Bounded; of
 * too many the least used are forgotten. Safe for use by many threads.
 */
final class FailureCounts<K> {

  private record Count(int failures, long sinceNanos) {}

  private static final int MOST = 100_000;

  private final int limit;
  private final long windowNanos;
  private final LongSupplier nanoTime;
  private final Cache<K, Count> counts;

  FailureCounts(int limit, Duration window, LongSupplier nanoTime) {
    this.limit = limit;
    this.windowNanos = window.toNanos();
    this.nanoTime = nanoTime;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(window)
            .ticker(nanoTime::getAsLong)
            .build();
  }

  /** How long there is no further attempt; empty when there may be one now. */
  Optional<Duration> findWait(K key) {
    Count count = counts.getIfPresent(key);
    if (count == null || count.failures() < limit) {
      return Optional.empty();
    }
    long left = windowNanos - (nanoTime.getAsLong() - count.sinceNanos());
    return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
  }

  void add(K key) {
    var _ = counts.asMap().merge(key, new Count(1, nanoTime.getAsLong()), this::sum);
  }

  private Count sum(Count known, Count added) {
    return added.sinceNanos() - known.sinceNanos() < windowNanos
        ? new Count(known.failures() + 1, known.sinceNanos())
        : added;
  }
}
