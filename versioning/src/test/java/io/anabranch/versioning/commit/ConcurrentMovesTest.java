package io.anabranch.versioning.commit;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.VersioningEngine;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.log.LogRequest;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.merge.MergeOutcome.Merged;
import io.anabranch.versioning.merge.MergeRequest;
import io.anabranch.versioning.model.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * Commits and merges on one branch at a time, from two servers: those that fit together succeed.
 */
class ConcurrentMovesTest {

  private static final int WRITERS = 24;

  private final TestEngine test = TestEngine.create();
  private final Repository repository = test.repository();
  private final VersioningEngine other = test.another();

  @Test
  void allMergesOfDifferentPathsSucceed() throws Exception {
    for (int i = 0; i < WRITERS; i++) {
      test.engine().branches().create(repository, "b" + i, "main", false, "user");
      test.put("b" + i, "path/" + i, "1");
      test.commit("b" + i);
    }
    assertThat(
            run(
                i ->
                    server(i)
                        .merges()
                        .merge(repository, "b" + i, "main", new MergeRequest("someone"))))
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Merged.class));
    assertThat(paths()).isEqualTo(WRITERS);
    assertThat(mainLine()).isEqualTo(WRITERS + 1);
  }

  @Test
  void allCommitsSucceedAndEachChangeIsInOne() throws Exception {
    run(
        i -> {
          test.put("main", "path/" + i, "1");
          CommitRequest request =
              new CommitRequest("someone", "commit " + i, Map.of(), null, null, true);
          return server(i).commits().commit(repository, "main", request);
        });
    assertThat(paths()).isEqualTo(WRITERS);
    assertThat(mainLine()).isEqualTo(WRITERS + 1);
    assertThat(
            test.engine().diffs().listUncommitted(repository, "main", PageRequest.first(1)).items())
        .isEmpty();
  }

  private VersioningEngine server(int i) {
    return i % 2 == 0 ? test.engine() : other;
  }

  private int paths() {
    return test.engine()
        .entries()
        .list(repository, "main@", PageRequest.first(1000))
        .items()
        .size();
  }

  private int mainLine() {
    LogRequest request = new LogRequest("", 1000, false, true, null, "", List.of(), List.of());
    return test.engine().log().list(repository, "main", request).items().size();
  }

  private interface Work<T> {
    T of(int i) throws Exception;
  }

  private static <T> List<T> run(Work<T> work) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int number = i;
        calls.add(() -> work.of(number));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    }
  }
}
