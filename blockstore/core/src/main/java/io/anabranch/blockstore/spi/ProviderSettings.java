package io.anabranch.blockstore.spi;

import java.time.Clock;
import java.util.Map;

/**
 * What a provider is told of the store that it opens.
 *
 * @param storageId of the store; empty for the only one of a server
 * @param options as configured; values may be secrets, so they belong into no message
 * @param connections that suffice for all calls the server makes at once
 * @param clock for the times of objects, where the store has none of its own
 */
public record ProviderSettings(
    String storageId, Map<String, String> options, int connections, Clock clock) {

  public ProviderSettings {
    options = Map.copyOf(options);
  }

  /** Without the options. */
  @Override
  public String toString() {
    return "store `" + storageId + "`";
  }
}
