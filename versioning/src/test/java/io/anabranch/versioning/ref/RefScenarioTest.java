package io.anabranch.versioning.ref;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.merge.MergeRequest;
import io.anabranch.versioning.merge.MergeStrategy;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each line of the transcript is an expression and what it stands for. */
class RefScenarioTest {

  private static final Path TRANSCRIPT = Path.of("src/test/resources/scenarios/refs.txt");

  private final TestEngine test = TestEngine.create();
  private final Map<String, String> ids = new HashMap<>();

  @Test
  void expressionsStandForWhatTheTranscriptSays() throws IOException {
    makeHistory();
    List<String> actual = new ArrayList<>();
    List<String> lines = Files.readAllLines(TRANSCRIPT, UTF_8);
    for (String line : lines) {
      if (line.isEmpty() || line.startsWith("#")) {
        actual.add(line);
      } else {
        String expression = line.split(" *=>", 2)[0].strip();
        actual.add("%-16s => %s".formatted(expression, resolve(expression)));
      }
    }
    if ("write".equals(System.getProperty("scenarios"))) {
      Files.write(TRANSCRIPT, actual, UTF_8);
    }
    assertThat(actual).isEqualTo(lines).hasSizeGreaterThan(20);
  }

  private void makeHistory() {
    remember(test.engine().commits().get(test.repository(), "main"), "first");
    remember(test.commit("main", "one"), "one");
    test.engine().branches().create(test.repository(), "side", "main", false, "user");
    test.engine().branches().create(test.repository(), "gone", "main", false, "user");
    test.put("side", "on-side", "1");
    remember(test.commit("main", "two"), "two");
    remember(test.commit("side", "three"), "three");
    test.engine()
        .merges()
        .merge(
            test.repository(),
            "side",
            "main",
            new MergeRequest(
                "someone", "four", Map.of(), MergeStrategy.DEFAULT, false, false, false));
    remember(test.engine().commits().get(test.repository(), "main"), "four");
    remember(test.commit("main", "five"), "five");
    test.engine().tags().create(test.repository(), "v1", "side", "user");
    test.engine().branches().delete(test.repository(), "gone", "user");
  }

  private void remember(Commit commit, String name) {
    ids.put(name, commit.id().value());
  }

  /** In the transcript, {five} is the id of a commit and {five:10} the beginning of it. */
  private String resolve(String expression) {
    String text = expression;
    for (var id : ids.entrySet()) {
      text = text.replace("{" + id.getKey() + "}", id.getValue());
      text = text.replace("{" + id.getKey() + ":10}", id.getValue().substring(0, 10));
    }
    try {
      return switch (test.engine().refs().get(test.repository(), text)) {
        case ResolvedRef.Committed(var id) -> message(id);
        case ResolvedRef.BranchWithStaged(var branch, var explicit) ->
            branch.name() + "+" + (explicit ? " explicitly" : " or " + message(branch.head()));
      };
    } catch (FailureException e) {
      String message = e.failure().message();
      for (var id : ids.entrySet()) {
        message = message.replace(id.getValue(), "{" + id.getKey() + "}");
      }
      return e.failure().getClass().getSimpleName()
          + ": "
          + message.replace(test.repository().name(), "R");
    }
  }

  private String message(CommitId id) {
    return test.engine().commits().get(test.repository(), id.value()).message();
  }
}
