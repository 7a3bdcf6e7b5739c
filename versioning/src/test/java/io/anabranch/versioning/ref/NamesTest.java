package io.anabranch.versioning.ref;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Key;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NamesTest {

  @Test
  void repositories() {
    accepts(Names::repository, List.of("abc", "0-0", "a".repeat(63)));
    refuses(Names::repository, List.of("", "ab", "-ab", "Abc", "a_b", "abc\n", "a".repeat(64)));
  }

  @Test
  void branches() {
    accepts(Names::branch, List.of("a", "_", "A-b_9-", "a".repeat(1024)));
    refuses(
        Names::branch, List.of("", "-a", "a/b", "a.b", "a b", "é", "a~1", "a\n", "a".repeat(1025)));
  }

  @Test
  void tags() {
    accepts(Names::tag, List.of("v1.0", "a~1", "a@", "-", "é", ".a", "a$b", "a.locks"));
    refuses(
        Names::tag,
        List.of(
            "",
            "@",
            "a.",
            "a.lock",
            "a..b",
            "a/b",
            "a@{b",
            "a b",
            "a\tb",
            "a^",
            "a:",
            "a?",
            "a*",
            "a[",
            "a\\",
            "a\n",
            "\0",
            "\u007f",
            "\uD800",
            "é".repeat(513)));
  }

  @Test
  void refs() {
    accepts(Names::ref, List.of("main", "main~1", "é", "main@{2 hours ago}~1"));
    refuses(
        Names::ref,
        List.of(
            "",
            "a b",
            "a b@{1}",
            "a@{1\t}",
            "a@{1} ",
            "a\u2028b".replace('\u2028', '\n'),
            "a\0",
            "\uD800"));
  }

  @Test
  void paths() {
    assertThat(Names.path("a b/é\n")).isEqualTo(Key.of("a b/é\n"));
    assertThat(Names.path("é".repeat(512)).length()).isEqualTo(1024);
    refuses(Names::path, List.of("", "\0", "a\0b", "é".repeat(513), "\uDC00"));
    assertThat(Names.partOfPath("")).isEqualTo(Key.EMPTY);
    refuses(Names::partOfPath, List.of("\0", "a".repeat(1025), "\uD800"));
  }

  private static void accepts(Function<String, String> rule, List<String> names) {
    assertThat(names).allSatisfy(name -> assertThat(rule.apply(name)).isEqualTo(name));
  }

  private static void refuses(Function<String, ?> rule, List<String> names) {
    assertThat(names)
        .allSatisfy(
            name ->
                assertThatThrownBy(() -> rule.apply(name))
                    .isInstanceOfSatisfying(
                        FailureException.class,
                        e ->
                            assertThat(e.failure())
                                .isInstanceOfSatisfying(
                                    Failure.Invalid.class,
                                    f -> assertThat(f.message()).contains("must be"))));
  }
}
