package io.anabranch.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.config.LoginLimitSettings;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoginLimitsTest {

  private static final InetAddress HOME = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.2");

  private long nanos = -5;
  private final LoginLimits limits = limits(true);

  private LoginLimits limits(boolean enabled) {
    return new LoginLimits(
        new LoginLimitSettings(enabled, 3, 5, Duration.ofMinutes(1)), () -> nanos);
  }

  private void advance(Duration time) {
    nanos += time.toNanos();
  }

  private boolean right(String key, @Nullable InetAddress from) {
    return limits.attempt(key, from, () -> Optional.of("in")).isPresent();
  }

  private void wrong(String key, @Nullable InetAddress from) {
    assertThat(limits.attempt(key, from, Optional::empty)).isEmpty();
  }

  private static void putOff(ThrowingCallable attempt, Duration wait) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            FailureException.class,
            e ->
                assertThat(e.failure())
                    .isInstanceOfSatisfying(
                        Failure.Busy.class, busy -> assertThat(busy.retryAfter()).isEqualTo(wait)));
  }

  @Test
  void aKeyIsGuessedOnlySoOften() {
    wrong("k", HOME);
    advance(Duration.ofSeconds(10));
    wrong("k", ELSEWHERE);
    wrong("k", null);
    putOff(() -> right("k", null), Duration.ofSeconds(50));
    putOff(() -> wrong("k", HOME), Duration.ofSeconds(50));
    assertThat(right("other", HOME)).isTrue();
    advance(Duration.ofSeconds(50));
    assertThat(right("k", HOME)).isTrue();
  }

  @Test
  void whoHoldsTheKeyGoesOn() {
    assertThat(right("k", HOME)).isTrue();
    for (int i = 0; i < 3; i++) {
      wrong("k", ELSEWHERE);
    }
    putOff(() -> right("k", ELSEWHERE), Duration.ofMinutes(1));
    assertThat(right("k", HOME)).isTrue();
    assertThat(right("mine", HOME)).isTrue();
    for (int i = 0; i < 5; i++) {
      wrong("other" + i, HOME);
    }
    assertThat(right("mine", HOME)).isTrue();
    putOff(() -> right("fresh", HOME), Duration.ofMinutes(1));
    putOff(() -> right("k", HOME), Duration.ofMinutes(1));
  }

  @Test
  void anAddressGuessesOnlySoOften() {
    for (int i = 0; i < 5; i++) {
      wrong("k" + i, HOME);
    }
    putOff(() -> right("fresh", HOME), Duration.ofMinutes(1));
    putOff(() -> limits.attempt(HOME, () -> "in"), Duration.ofMinutes(1));
    putOff(() -> limits.spend(HOME), Duration.ofMinutes(1));
    assertThat(right("fresh", ELSEWHERE)).isTrue();
  }

  @Test
  void anIpv6NetworkIsOneAddress() {
    for (int i = 0; i < 5; i++) {
      wrong("k" + i, InetAddress.ofLiteral("2001:db8::" + i));
    }
    putOff(() -> right("k", InetAddress.ofLiteral("2001:db8::ffff")), Duration.ofMinutes(1));
    assertThat(right("k", InetAddress.ofLiteral("2001:db8:0:1::1"))).isTrue();
  }

  @Test
  void onlyRefusalsCount() {
    for (int i = 0; i < 10; i++) {
      assertThat(right("k", HOME)).isTrue();
      assertThat(limits.<String>attempt(HOME, () -> "in")).isEqualTo("in");
      fails(new Failure.Unavailable("away", Duration.ZERO));
    }
    for (int i = 0; i < 5; i++) {
      fails(new Failure.Unauthenticated("no"));
    }
    putOff(() -> limits.attempt(HOME, () -> "in"), Duration.ofMinutes(1));
  }

  private void fails(Failure failure) {
    assertThatThrownBy(
            () ->
                limits.attempt(
                    HOME,
                    () -> {
                      throw new FailureException(failure);
                    }))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.failure()).isEqualTo(failure));
  }

  @Test
  void canBeOff() {
    LoginLimits off = limits(false);
    for (int i = 0; i < 20; i++) {
      assertThat(off.attempt("k", HOME, Optional::empty)).isEmpty();
      off.spend(HOME);
    }
  }
}
