package io.anabranch.server.config;

import java.time.Duration;

/**
 * What stands between the server and a store at the other end of a network. Stores in a folder or
 * in memory have none of it.
 */
public record StoreLayerSettings(
    StoreRetrySettings retry,
    StoreBreakerSettings breaker,
    StoreTimeLimitSettings timeLimits,
    StoreConcurrencySettings concurrency,
    StoreIntegritySettings integrity) {

  public static final StoreLayerSettings DEFAULT =
      new StoreLayerSettings(
          StoreRetrySettings.DEFAULT,
          StoreBreakerSettings.DEFAULT,
          StoreTimeLimitSettings.DEFAULT,
          StoreConcurrencySettings.DEFAULT,
          StoreIntegritySettings.DEFAULT);

  /**
   * The same, except that each call is made once, and a store may be silent no longer than this.
   */
  public StoreLayerSettings impatient(Duration silence) {
    Duration sooner = silence.compareTo(timeLimits.silence()) < 0 ? silence : timeLimits.silence();
    return new StoreLayerSettings(
        new StoreRetrySettings(1, retry.firstWait(), retry.longestWait()),
        breaker,
        new StoreTimeLimitSettings(sooner, timeLimits.copy()),
        concurrency,
        integrity);
  }

  /**
   * @param store of settings
   */
  static StoreLayerSettings read(Section store, BlockstoreSettings settings) {
    boolean used = settings.type().isRemote();
    int attempts =
        settings instanceof S3StoreSettings s3
            ? s3.maxRetries() + 1
            : StoreRetrySettings.DEFAULT.attempts();
    return new StoreLayerSettings(
        StoreRetrySettings.read(store.section("retry", used), attempts),
        StoreBreakerSettings.read(store.section("breaker", used)),
        StoreTimeLimitSettings.read(store.section("time_limits", used)),
        StoreConcurrencySettings.read(store.section("concurrency", used)),
        StoreIntegritySettings.read(store.section("integrity", used)));
  }
}
