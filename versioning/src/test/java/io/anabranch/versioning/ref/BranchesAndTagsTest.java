package io.anabranch.versioning.ref;

import static io.anabranch.versioning.memory.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.memory.TestEngine;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;

class BranchesAndTagsTest {

  private final TestEngine test = TestEngine.create();
  private final Repository repository = test.repository();
  private final Branches branches = test.engine().branches();
  private final Tags tags = test.engine().tags();

  @Test
  void aBranchDoesNotTakeANameThatMeansSomethingElse() {
    String head = branches.get(repository, "main").head().value();
    tags.create(repository, "v1", "main", "user");
    assertFails(
            Failure.AlreadyExists.class,
            () -> branches.create(repository, "main", "main", false, "user"))
        .contains("'main'", repository.name());
    assertFails(
            Failure.Conflict.class, () -> branches.create(repository, "v1", "main", false, "user"))
        .contains("tag 'v1'");
    assertFails(
            Failure.Conflict.class, () -> branches.create(repository, head, "main", false, "user"))
        .contains(head);
    assertFails(Failure.AlreadyExists.class, () -> tags.create(repository, "v1", "main", "user"));
    assertFails(Failure.Conflict.class, () -> tags.create(repository, "main", "main", "user"))
        .contains("branch 'main'");
    assertFails(Failure.Conflict.class, () -> tags.create(repository, head, "main", "user"));
  }

  @Test
  void aSourceMustBeACommit() {
    assertFails(
            Failure.Invalid.class, () -> branches.create(repository, "b", "main$", false, "user"))
        .contains("main$", "leave out the $");
    assertFails(
            Failure.NotFound.class, () -> branches.create(repository, "b", "nope", false, "user"))
        .contains("'nope'");
    assertFails(Failure.Invalid.class, () -> tags.create(repository, "t", "main$", "user"));
    assertFails(Failure.NotFound.class, () -> tags.create(repository, "t", "main~1", "user"));
  }

  @Test
  void theDefaultBranchStays() {
    branches.create(repository, "b", "main", false, "user");
    branches.delete(repository, "b", "user");
    assertFails(Failure.NotFound.class, () -> branches.delete(repository, "b", "user"));
    assertFails(Failure.NotFound.class, () -> branches.get(repository, "b"));
    assertFails(Failure.Forbidden.class, () -> branches.delete(repository, "main", "user"))
        .contains("default branch");
    tags.create(repository, "t", "main", "user");
    tags.delete(repository, "t", "user");
    assertFails(Failure.NotFound.class, () -> tags.delete(repository, "t", "user"));
    assertFails(Failure.NotFound.class, () -> tags.get(repository, "t"));
  }

  @Test
  void listsInPages() {
    branches.create(repository, "b", "main", true, "user");
    branches.create(repository, "a", "main", false, "user");
    tags.create(repository, "t", "main", "user");
    Page<Branch> page = branches.list(repository, "", "", 1, true);
    assertThat(page.items()).extracting(Branch::name).containsExactly("a");
    assertThat(page.hasMore()).isTrue();
    assertThat(branches.list(repository, "", "a", 0, false).items())
        .extracting(Branch::name)
        .containsExactly("main");
    assertThat(tags.list(repository, "", "", 1))
        .isEqualTo(new Page<>(List.of(tags.get(repository, "t")), false));
    assertThat(tags.list(repository, "", "t", 1).items()).extracting(Tag::name).isEmpty();
    assertFails(Failure.Invalid.class, () -> tags.list(repository, "", "", 1001));
  }
}
