package io.anabranch.versioning.protection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "main|main|true",
        "main|main2|false",
        "*|anything|true",
        "*||true",
        "rel*|release-1|true",
        "rel*|my-release|false",
        "*-stable|v1-stable|true",
        "v?|v1|true",
        "v?|v|false",
        "v[0-9]|v7|true",
        "v[0-9]|vx|false",
        "v[!0-9]|vx|true",
        "v[!0-9]|v7|false",
        "v[a-]|v-|true",
        "{main,dev}|dev|true",
        "{main,dev}|maindev|false",
        "{main,rel{-1,-2*}}|rel-23|true",
        "a{,b}c|ac|true",
        "\\*|*|true",
        "\\*|x|false",
        "a,b}|a,b}|true",
      })
  void matchesWholeTexts(String pattern, String text, boolean expected) {
    assertThat(Glob.parse(pattern).orElseThrow().matches(text == null ? "" : text))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[a", "{a,b", "a\\", "[", "{{a}", "[a\\"})
  void whatIsNotClosedIsNoPattern(String pattern) {
    assertThat(Glob.parse(pattern)).isEmpty();
    assertThat(new BranchProtection(List.of(pattern)).protects(pattern)).isFalse();
  }

  @Test
  void agreesWithRegularExpressions() {
    long seed = 7;
    Random random = new Random(seed);
    String[][] parts = {
      {"a", "a"},
      {"b", "b"},
      {"*", ".*"},
      {"?", "."},
      {"[ab]", "[ab]"},
      {"[!a]", "[^a]"},
      {"{a,b*}", "(a|b.*)"},
      {"{,ab}", "(|ab)"}
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder glob = new StringBuilder();
      StringBuilder regex = new StringBuilder();
      for (int j = random.nextInt(5); j > 0; j--) {
        String[] part = parts[random.nextInt(parts.length)];
        glob.append(part[0]);
        regex.append(part[1]);
      }
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(6); j > 0; j--) {
        text.append("abc".charAt(random.nextInt(3)));
      }
      assertThat(Glob.parse(glob.toString()).orElseThrow().matches(text.toString()))
          .as("seed %d, case %d: %s on %s", seed, i, glob, text)
          .isEqualTo(Pattern.matches(regex.toString(), text));
    }
  }

  @Test
  void manyStarsTakeNoLongerThanFew() {
    String pattern = "a*".repeat(500) + "b";
    assertThat(Glob.parse(pattern).orElseThrow().matches("a".repeat(1000))).isFalse();
  }
}
