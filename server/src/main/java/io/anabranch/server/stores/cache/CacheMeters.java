package io.anabranch.server.stores.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;

/**
 * What operators see of a cache, tagged {@code layer}: counters {@code
 * anabranch.tree.cache.requests} (tagged {@code outcome}: hit or miss), {@code .evictions}, {@code
 * .damaged} (files found damaged and dropped), {@code .troubles} (reads and writes of the cache
 * itself that failed), and the gauge {@code .bytes}.
 */
final class CacheMeters {

  private static final String NAME = "anabranch.tree.cache.";

  private final MeterRegistry registry;
  private final String layer;
  final Counter hits;
  final Counter misses;
  final Counter evictions;
  final Counter damaged;
  final Counter troubles;

  CacheMeters(MeterRegistry registry, String layer) {
    this.registry = registry;
    this.layer = layer;
    this.hits = requests("hit");
    this.misses = requests("miss");
    this.evictions = counter("evictions");
    this.damaged = counter("damaged");
    this.troubles = counter("troubles");
  }

  void showBytes(Supplier<Number> bytes) {
    Gauge.builder(NAME + "bytes", bytes).tag("layer", layer).register(registry);
  }

  private Counter requests(String outcome) {
    return Counter.builder(NAME + "requests")
        .description("files of trees that were asked for")
        .tag("layer", layer)
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter counter(String name) {
    return Counter.builder(NAME + name).tag("layer", layer).register(registry);
  }
}
