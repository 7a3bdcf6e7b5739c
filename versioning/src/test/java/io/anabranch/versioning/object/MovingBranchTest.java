package io.anabranch.versioning.object;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.diff.DiffItem.ChangedPath;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.listing.PageRequest;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.object.ListItem.ListedEntry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists and diffs go on over the new head when the branch moves under them. */
class MovingBranchTest {

  private static final int PATHS = 400;

  private final TestEngine test = TestEngine.create();
  private final Repository repository = test.repository();

  @Test
  void aListMissesNoPathWhenACommitEndsInItsMidst() {
    List<String> paths = stagePaths();
    CommitId before = head();
    test.stores().beforePage(2, () -> test.commit("main"));
    assertThat(list()).isEqualTo(paths);
    assertThat(head()).isNotEqualTo(before);
  }

  @Test
  void anUncommittedDiffEndsWhereTheCommitTookTheRest() {
    List<String> paths = stagePaths();
    test.stores().beforePage(2, () -> test.commit("main"));
    List<String> changed =
        test
            .engine()
            .diffs()
            .listUncommitted(repository, "main", PageRequest.first(1000))
            .items()
            .stream()
            .map(item -> ((ChangedPath) item).path().toString())
            .toList();
    assertThat(changed).isNotEmpty().isEqualTo(paths.subList(0, changed.size()));
    assertThat(changed.size()).isLessThan(PATHS);
  }

  @Test
  void aBranchThatIsDeletedUnderAListIsNotFound() {
    stagePaths();
    test.engine().branches().create(repository, "b", "main", false, "user");
    for (int i = 0; i < PATHS; i++) {
      test.put("b", "path/%04d".formatted(i), "2");
    }
    test.stores().beforePage(2, () -> test.engine().branches().delete(repository, "b", "user"));
    assertFails(
        Failure.NotFound.class,
        () -> test.engine().entries().list(repository, "b", PageRequest.first(1000)));
  }

  private CommitId head() {
    return test.engine().branches().get(repository, "main").head();
  }

  private List<String> stagePaths() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < PATHS; i++) {
      String path = "path/%04d".formatted(i);
      test.put("main", path, "1");
      paths.add(path);
      if (i == PATHS / 2) {
        test.commit("main");
      }
    }
    for (int i = 0; i < PATHS / 2; i++) {
      test.put("main", "path/%04d".formatted(i), "2");
    }
    return paths;
  }

  private List<String> list() {
    return test
        .engine()
        .entries()
        .list(repository, "main", PageRequest.first(1000))
        .items()
        .stream()
        .map(item -> ((ListedEntry) item).record().path())
        .map(Key::toString)
        .toList();
  }
}
