package io.anabranch.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Patterns, beside a model that tries everything. */
class GlobTest {

  private static final int ROUNDS = 20_000;
  private static final String ALPHABET = "ab/";

  @Test
  void matchesWhatTheModelMatches() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < ROUNDS; i++) {
      String pattern = text(random, "ab/*?", 7);
      String text = text(random, ALPHABET, 8);
      String prefix = text(random, ALPHABET, 4);
      Glob glob = Glob.of(pattern);
      String what = "seed %d: '%s' on '%s', prefix '%s'".formatted(seed, pattern, text, prefix);
      assertThat(glob.matches(text)).as(what).isEqualTo(model(pattern, text));
      if (glob.matchesAllWith(prefix)) {
        assertThat(model(pattern, prefix + text)).as("all: " + what).isTrue();
      }
      if (model(pattern, prefix + text)) {
        assertThat(glob.matchesSomeWith(prefix)).as("some: " + what).isTrue();
      }
    }
  }

  /** Whether something matches is decided exactly: one of all short texts does. */
  @Test
  void someMatchIsNotSaidOfNone() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> all = new ArrayList<>(List.of(""));
    for (int from = 0; all.getLast().length() < 6; from++) {
      for (int i = 0; i < ALPHABET.length(); i++) {
        all.add(all.get(from) + ALPHABET.charAt(i));
      }
    }
    for (int i = 0; i < 200; i++) {
      String pattern = text(random, "ab/*?", 4);
      String prefix = text(random, ALPHABET, 2);
      boolean some = all.stream().anyMatch(rest -> model(pattern, prefix + rest));
      assertThat(Glob.of(pattern).matchesSomeWith(prefix))
          .as("seed %d: '%s', prefix '%s'", seed, pattern, prefix)
          .isEqualTo(some);
    }
  }

  @Test
  void whatIsPutInIsNoPattern() {
    Glob glob = Glob.of("user/${user}/*", "${user}", "a*b?");
    assertThat(glob.matches("user/a*b?/x")).isTrue();
    assertThat(glob.matches("user/axxb1/x")).isFalse();
    assertThat(Glob.of("*/${user}", "${user}", "*").matches("x/y")).isFalse();
    assertThat(Glob.literal("a*").matches("ab")).isFalse();
  }

  @Test
  void aQuestionMarkIsOneCharacterOfAnyScript() {
    assertThat(Glob.of("a?c").matches("a\uD83D\uDE00c")).isTrue();
    assertThat(Glob.of("a??c").matches("a\uD83D\uDE00c")).isFalse();
  }

  @Test
  void noPatternTakesLong() {
    Glob glob = Glob.of("*a".repeat(500) + "b");
    String text = "a".repeat(1024);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> assertThat(glob.matches(text)).isFalse());
  }

  private static String text(Random random, String alphabet, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static boolean model(String pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    String rest = pattern.substring(1);
    return switch (pattern.charAt(0)) {
      case '*' -> model(rest, text) || (!text.isEmpty() && model(pattern, text.substring(1)));
      case '?' -> !text.isEmpty() && model(rest, text.substring(1));
      default ->
          !text.isEmpty() && text.charAt(0) == pattern.charAt(0) && model(rest, text.substring(1));
    };
  }
}
