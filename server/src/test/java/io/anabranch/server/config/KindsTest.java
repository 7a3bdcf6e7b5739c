package io.anabranch.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KindsTest {

  @ParameterizedTest
  @CsvSource({
    "300ms, PT0.3S, 300ms",
    "5m, PT5M, 5m",
    "168h, PT168H, 168h",
    "1h30m, PT1H30M, 1h30m",
    "1.5s, PT1.5S, 1500ms",
    "2us, PT0.000002S, 0.002ms",
    "0, PT0S, 0s",
    "0s, PT0S, 0s",
    "90s, PT1M30S, 1m30s"
  })
  void durationsAreThoseOfGo(String text, Duration duration, String printed) throws Exception {
    assertThat(GoDuration.parse(text)).isEqualTo(duration);
    assertThat(GoDuration.print(duration)).isEqualTo(printed);
    assertThat(GoDuration.parse(printed)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "-5s", "5 m", "5x", "s", "m5", "5s!", "300000000h"})
  void otherTextsAreNoDurations(String text) {
    assertThatThrownBy(() -> GoDuration.parse(text)).isInstanceOf(BadValueException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1024, 1024", "20MiB, 20971520", "1 GiB, 1073741824", "7B, 7"})
  void sizesHaveUnits(String text, long bytes) throws Exception {
    assertThat(Kinds.SIZE.parser().parse(new Node.Scalar(text, ""))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20MB", "-1", "1.5GiB", "99999999TiB", "9223372036854775808"})
  void otherTextsAreNoSizes(String text) {
    assertThatThrownBy(() -> Kinds.SIZE.parser().parse(new Node.Scalar(text, "")))
        .isInstanceOf(BadValueException.class);
  }

  @Test
  void aSecretDoesNotShow() {
    Secret secret = new Secret("hidden");

    assertThat("" + secret).isEqualTo("********");
    assertThat(secret).isEqualTo(new Secret("hidden")).isNotEqualTo(new Secret("other"));
  }

  @Test
  void yamlIsBounded() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 20; i++) {
      bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThatThrownBy(() -> YamlTree.parseFile(bomb.toString(), "bomb"))
        .isInstanceOf(BadValueException.class)
        .hasMessageContaining("aliases");
    assertThatThrownBy(() -> YamlTree.parseFile("a: &a [*a]", "loop"))
        .isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> YamlTree.parseFile("[".repeat(500), "deep"))
        .isInstanceOf(BadValueException.class);
    assertThatThrownBy(() -> YamlTree.parseFile("a: !!javax.script.ScriptEngineManager [1", "bad"))
        .isInstanceOf(BadValueException.class);
  }
}
