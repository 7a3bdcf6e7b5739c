package io.anabranch.versioning.log;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.Repository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogTest {

  private final TestEngine test = TestEngine.create();
  private final List<Commit> made = new ArrayList<>();

  private void fiveCommits() {
    for (int i = 1; i <= 5; i++) {
      made.add(test.commit("main", "" + i));
    }
  }

  @Test
  void endsWhereItIsAskedTo() {
    fiveCommits();
    assertThat(messages(list(3, false, null, ""))).containsExactly("5", "4", "3");
    assertThat(list(3, false, null, "").hasMore()).isTrue();
    assertThat(list(3, true, null, "").hasMore()).isFalse();
    assertThat(messages(list(9, false, null, "main~1"))).containsExactly("5", "4");
    assertThat(list(2, false, null, "main~1").hasMore()).isFalse();
    Instant since = made.get(2).creationDate();
    assertThat(messages(list(9, false, since, ""))).containsExactly("5", "4", "3");
    assertThat(list(9, false, null, "").items()).hasSize(6);
  }

  @Test
  void refusesRefsThatAreNoCommits() {
    LogRequest all = LogRequest.latest(1);
    assertFails(
        Failure.NotFound.class, () -> test.engine().log().list(test.repository(), "nope", all));
    assertFails(
        Failure.Invalid.class, () -> test.engine().log().list(test.repository(), "main$", all));
    assertFails(Failure.NotFound.class, () -> list(1, false, null, "nope"));
  }

  @Test
  void aFilterReadsNoRangesBesideTheOnesThatChangedAroundThePaths() {
    Repository repository = test.repository();
    for (int i = 0; i < 400; i++) {
      test.put("main", "path/%03d".formatted(i), "0");
    }
    test.commit("main");
    for (int i = 0; i < 20; i++) {
      test.put("main", "path/%03d".formatted(i), "1");
      test.commit("main", "near the start");
    }
    test.put("main", "path/200", "1");
    test.commit("main", "in the middle");
    test.put("main", "path/399", "1");
    test.commit("main", "at the end");

    Log log = test.another().log();
    Set<String> trees =
        log.list(repository, "main", LogRequest.latest(99)).items().stream()
            .map(commit -> commit.metaRangeId().value())
            .collect(Collectors.toSet());
    test.ranges().takeReads();
    assertThat(messages(log.list(repository, "main", touching(List.of("path/200"), List.of()))))
        .containsExactly("in the middle", "a commit");
    assertThat(rangeReads(trees)).as("the range of the path, before and after").hasSize(2);

    Log another = test.another().log();
    assertThat(
            messages(
                another.list(
                    repository,
                    "main",
                    touching(List.of("none", "path/2000"), List.of("path/20")))))
        .containsExactly("in the middle", "a commit");
    assertThat(rangeReads(trees)).hasSizeLessThanOrEqualTo(6);
  }

  private List<String> rangeReads(Set<String> trees) {
    return test.ranges().takeReads().stream().filter(id -> !trees.contains(id)).toList();
  }

  private static LogRequest touching(List<String> objects, List<String> prefixes) {
    return new LogRequest("", 99, false, false, null, "", objects, prefixes);
  }

  private Page<Commit> list(int amount, boolean limit, @Nullable Instant since, String stopAt) {
    return test.engine()
        .log()
        .list(
            test.repository(),
            "main",
            new LogRequest("", amount, limit, false, since, stopAt, List.of(), List.of()));
  }

  private static List<String> messages(Page<Commit> page) {
    return page.items().stream().map(Commit::message).toList();
  }
}
