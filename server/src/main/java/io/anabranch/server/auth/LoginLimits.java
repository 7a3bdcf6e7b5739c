package io.anabranch.server.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.anabranch.server.config.LoginLimitSettings;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts off whoever fails to sign on too often. Only failures count. Whoever has proved to hold a
 * key goes on with it from the same address, so that nobody is locked out by others who guess. Safe
 * for use by many threads.
 */
public final class LoginLimits {

  /** A key and from where it was used. */
  private record Proof(String accessKeyId, InetAddress address) {}

  private static final int MOST_PROOFS = 100_000;
  private static final Duration PROOF_LASTS = Duration.ofDays(1);
  private static final int NETWORK_BYTES = 8;

  private final boolean enabled;
  private final FailureCounts<String> byKey;
  private final FailureCounts<ByteBuffer> byAddress;
  private final Cache<Proof, Boolean> proofs =
      Caffeine.newBuilder().maximumSize(MOST_PROOFS).expireAfterAccess(PROOF_LASTS).build();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public LoginLimits(LoginLimitSettings settings, LongSupplier nanoTime) {
    this.enabled = settings.enabled();
    this.byKey = new FailureCounts<>(settings.perKey(), settings.window(), nanoTime);
    this.byAddress = new FailureCounts<>(settings.perAddress(), settings.window(), nanoTime);
  }

  /**
   * One attempt with an access key.
   *
   * @param address from where; null when that is not known
   * @param login empty when the key or its secret is wrong
   * @throws FailureException Busy when it is put off; then it is not made
   */
  <T> Optional<T> attempt(
      String accessKeyId, @Nullable InetAddress address, Supplier<Optional<T>> login) {
    if (!enabled) {
      return login.get();
    }
    Proof proof = address == null ? null : new Proof(accessKeyId, address);
    boolean proven = proof != null && proofs.getIfPresent(proof) != null;
    findWait(accessKeyId, address, proven).ifPresent(LoginLimits::refuse);
    Optional<T> result = login.get();
    if (result.isEmpty()) {
      byKey.add(accessKeyId);
      failed(address);
    } else if (proof != null && !proven) {
      proofs.put(proof, true);
    }
    return result;
  }

  /** Others who guess this key, or who share the address, are no reason to put a holder off. */
  private Optional<Duration> findWait(
      String accessKeyId, @Nullable InetAddress address, boolean proven) {
    Optional<Duration> ofKey = byKey.findWait(accessKeyId);
    Optional<Duration> ofAddress = findWait(address);
    return proven ? ofKey.flatMap(_ -> ofAddress) : ofAddress.or(() -> ofKey);
  }

  private Optional<Duration> findWait(@Nullable InetAddress address) {
    return enabled && address != null ? byAddress.findWait(network(address)) : Optional.empty();
  }

  /**
   * One attempt with proof from elsewhere.
   *
   * @param login throws when it fails
   * @throws FailureException Busy when it is put off; then it is not made
   */
  public <T> T attempt(@Nullable InetAddress address, Supplier<T> login) {
    findWait(address).ifPresent(LoginLimits::refuse);
    try {
      return login.get();
    } catch (FailureException e) {
      if (e.failure() instanceof Failure.Unauthenticated
          || e.failure() instanceof Failure.Forbidden) {
        failed(address);
      }
      throw e;
    }
  }

  /**
   * Something that costs the server, and that nobody does often: it counts as if it had failed.
   *
   * @throws FailureException Busy when it is put off
   */
  public void spend(@Nullable InetAddress address) {
    findWait(address).ifPresent(LoginLimits::refuse);
    failed(address);
  }

  private void failed(@Nullable InetAddress address) {
    if (enabled && address != null) {
      byAddress.add(network(address));
    }
  }

  /** Whoever has one address of IPv6 has a whole network of them. */
  private static ByteBuffer network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address
        ? ByteBuffer.wrap(bytes, 0, NETWORK_BYTES)
        : ByteBuffer.wrap(bytes);
  }

  private static void refuse(Duration wait) {
    throw new FailureException(
        new Failure.Busy(
            "too many attempts to sign on have failed: wait %d seconds, then try again with the right"
                    .formatted(wait.toSeconds() + 1)
                + " credentials",
            wait));
  }
}
