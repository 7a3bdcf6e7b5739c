package io.anabranch.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RememberedTest {

  private final AccountChanges changes = new AccountChanges();
  private final Remembered<String> remembered =
      new Remembered<>(changes, 10, _ -> 1, Duration.ofHours(1));

  @Test
  void whatIsReadIsWarmUntilSomethingChanges() {
    assertThat(remembered.findWarm("a")).isEmpty();
    assertThat(remembered.find("a", _ -> Optional.of("1"))).contains("1");
    assertThat(remembered.findWarm("a")).contains("1");
    assertThat(remembered.find("a", _ -> Optional.of("2"))).contains("1");
    changes.happened();
    assertThat(remembered.findWarm("a")).isEmpty();
    assertThat(remembered.find("a", _ -> Optional.empty())).isEmpty();
    assertThat(remembered.find("a", _ -> Optional.of("3"))).contains("3");
  }

  /** It may be of before the change, or of after it: nobody can tell. */
  @Test
  void whatIsReadWhileSomethingChangesIsReadAgain() {
    var read =
        remembered.find(
            "a",
            _ -> {
              changes.happened();
              return Optional.of("1");
            });
    assertThat(read).contains("1");
    assertThat(remembered.findWarm("a")).isEmpty();
  }
}
