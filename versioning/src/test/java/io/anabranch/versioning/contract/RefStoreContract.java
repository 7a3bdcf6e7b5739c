package io.anabranch.versioning.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.versioning.history.Operation;
import io.anabranch.versioning.model.Branch;
import io.anabranch.versioning.model.Commit;
import io.anabranch.versioning.model.CommitId;
import io.anabranch.versioning.model.Key;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.StagingToken;
import io.anabranch.versioning.model.Tag;
import io.anabranch.versioning.ref.BranchHead;
import io.anabranch.versioning.ref.RefStore.CreateOutcome;
import io.anabranch.versioning.ref.RefStore.NamedRef;
import io.anabranch.versioning.ref.RefStore.RestoreOutcome;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a {@link io.anabranch.versioning.ref.RefStore} must do. */
public abstract class RefStoreContract extends StoreContract {

  @Test
  void createsABranchWithoutStagedChanges() {
    Repository repository = newRepository();
    Commit head = recorded(repository, "head");
    assertThat(refs().createBranch(repository, "main", head.id(), true, CAUSE))
        .isEqualTo(CreateOutcome.CREATED);
    Branch branch = branch(repository, "main");
    assertThat(branch.name()).isEqualTo("main");
    assertThat(branch.head()).isEqualTo(head.id());
    assertThat(branch.hidden()).isTrue();
    assertThat(branch.sealedTokens()).isEmpty();
    assertThat(staging().page(repository, "main", Key.EMPTY, Key.EMPTY, 1).orElseThrow().changes())
        .isEmpty();
  }

  @Test
  void aNameIsTakenOnceByEitherKind() {
    Repository repository = newRepository();
    Commit head = recorded(repository, "head");
    Commit other = recorded(repository, "other");
    assertThat(refs().createBranch(repository, "b", head.id(), false, CAUSE))
        .isEqualTo(CreateOutcome.CREATED);
    assertThat(refs().createTag(repository, new Tag("t", head.id()), CAUSE))
        .isEqualTo(CreateOutcome.CREATED);
    assertThat(refs().createBranch(repository, "b", other.id(), false, CAUSE))
        .isEqualTo(CreateOutcome.EXISTS);
    assertThat(refs().createTag(repository, new Tag("t", other.id()), CAUSE))
        .isEqualTo(CreateOutcome.EXISTS);
    assertThat(refs().createBranch(repository, "t", other.id(), false, CAUSE))
        .isEqualTo(CreateOutcome.TAKEN_BY_OTHER_KIND);
    assertThat(refs().createTag(repository, new Tag("b", other.id()), CAUSE))
        .isEqualTo(CreateOutcome.TAKEN_BY_OTHER_KIND);
    assertThat(branch(repository, "b").head()).isEqualTo(head.id());
    assertThat(refs().findTag(repository, "t")).contains(new Tag("t", head.id()));
  }

  @Test
  void keepsRepositoriesApart() {
    Repository one = newRepository();
    Repository other = newRepository();
    Branch branch = newBranch(one, "main");
    assertThat(refs().findBranch(other, "main")).isEmpty();
    assertThat(refs().findRef(other, branch.head().value())).isEmpty();
    newBranch(other, "main");
    assertThat(refs().deleteBranch(other, "main", CAUSE)).isTrue();
    assertThat(refs().findBranch(one, "main")).contains(branch);
  }

  @Test
  void resolvesWholeIdsThenBranchesThenTagsThenBeginningsOfIds() {
    Repository repository = newRepository();
    Commit head = recorded(repository, "head");
    String beginning = head.id().value().substring(0, 20);
    assertThat(refs().findRef(repository, beginning)).contains(new NamedRef.OfCommit(head.id()));

    Commit other = recorded(repository, "other");
    refs().createTag(repository, new Tag(beginning, other.id()), CAUSE);
    assertThat(refs().findRef(repository, beginning))
        .contains(new NamedRef.OfTag(new Tag(beginning, other.id())));
    refs().deleteTag(repository, beginning, CAUSE);
    refs().createBranch(repository, beginning, other.id(), false, CAUSE);
    assertThat(refs().findRef(repository, beginning))
        .contains(new NamedRef.OfBranch(branch(repository, beginning)));

    refs().createBranch(repository, head.id().value(), other.id(), false, CAUSE);
    assertThat(refs().findRef(repository, head.id().value()))
        .contains(new NamedRef.OfCommit(head.id()));
    assertThat(refs().findRef(repository, "nothing")).isEmpty();
  }

  @Test
  void aBeginningOfSeveralIdsIsNone() {
    Repository repository = newRepository();
    // Seventeen ids have sixteen first characters between them.
    List<CommitId> ids = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      ids.add(recorded(repository, "commit " + i).id());
    }
    for (CommitId id : ids) {
      String first = id.value().substring(0, 1);
      long same = ids.stream().filter(other -> other.value().startsWith(first)).count();
      assertThat(refs().findRef(repository, first).isPresent()).isEqualTo(same == 1);
    }
    assertThat(refs().findRef(repository, "f".repeat(64))).isEmpty();
  }

  @Test
  void listsByNameInPages() {
    Repository repository = newRepository();
    Commit head = recorded(repository, "head");
    for (String name : List.of("b-1", "a", "B", "b_1", "b", "c")) {
      refs().createBranch(repository, name, head.id(), name.equals("b"), CAUSE);
      refs().createTag(repository, new Tag("t." + name, head.id()), CAUSE);
    }
    assertThat(refs().listBranches(repository, "", "", 10, true))
        .extracting(Branch::name)
        .containsExactly("B", "a", "b", "b-1", "b_1", "c");
    assertThat(refs().listBranches(repository, "b", "b", 10, false))
        .extracting(Branch::name)
        .containsExactly("b-1", "b_1");
    assertThat(refs().listBranches(repository, "b", "", 2, false))
        .extracting(Branch::name)
        .containsExactly("b-1", "b_1");
    assertThat(refs().listTags(repository, "t.b", "t.b-", 1))
        .extracting(Tag::name)
        .containsExactly("t.b-1");
    assertThat(refs().listTags(repository, "t.%", "", 10)).isEmpty();
    assertThat(refs().listBranches(repository, "", "c", 10, true)).isEmpty();
  }

  @Test
  void tagsTakeNamesOfAllKinds() {
    Repository repository = newRepository();
    Commit head = recorded(repository, "head");
    for (String name : List.of("v~1", "ünïcode", "\uD83D\uDE00", "100%", "a'b\"c")) {
      assertThat(refs().createTag(repository, new Tag(name, head.id()), CAUSE))
          .isEqualTo(CreateOutcome.CREATED);
      assertThat(refs().findTag(repository, name)).contains(new Tag(name, head.id()));
      assertThat(refs().findRef(repository, name)).isPresent();
      assertThat(refs().deleteTag(repository, name, CAUSE)).isTrue();
      assertThat(refs().deleteTag(repository, name, CAUSE)).isFalse();
    }
  }

  @Test
  void deletesABranchWithWhatIsStagedOnIt() {
    Repository repository = newRepository();
    Branch old = newBranch(repository, "b");
    stage(repository, "b", put("sealed", "1"));
    seal(repository, "b");
    stage(repository, "b", put("staged", "2"));
    assertThat(refs().deleteBranch(repository, "b", CAUSE)).isTrue();
    assertThat(refs().deleteBranch(repository, "b", CAUSE)).isFalse();
    refs().createBranch(repository, "b", old.head(), false, CAUSE);
    assertThat(staging().page(repository, "b", Key.EMPTY, Key.EMPTY, 9).orElseThrow().changes())
        .isEmpty();
    assertThat(
            refs()
                .advance(repository, old, old.head(), commit("late"), List.of(), Operation.COMMIT))
        .isFalse();
  }

  @Test
  void sealsTheAreaAndOpensAFreshOne() {
    Repository repository = newRepository();
    Branch before = newBranch(repository, "b");
    Branch once = seal(repository, "b");
    Branch twice = seal(repository, "b");
    assertThat(once.sealedTokens()).containsExactly(before.stagingToken());
    assertThat(twice.sealedTokens()).containsExactly(once.stagingToken(), before.stagingToken());
    assertThat(twice.stagingToken().value()).isGreaterThan(once.stagingToken().value());
    assertThat(twice).isEqualTo(branch(repository, "b"));
    assertThat(refs().seal(repository, "nothing")).isEmpty();
  }

  @Test
  void advancesAndDropsTheCommittedAreasOnly() {
    Repository repository = newRepository();
    Branch before = newBranch(repository, "b");
    stage(repository, "b", put("first", "1"));
    Branch sealed = seal(repository, "b");
    stage(repository, "b", put("second", "2"));
    Branch sealedAgain = seal(repository, "b");
    stage(repository, "b", put("third", "3"));

    Commit next = commit("next");
    assertThat(
            refs()
                .advance(
                    repository,
                    sealed,
                    before.head(),
                    next,
                    sealed.sealedTokens(),
                    Operation.COMMIT))
        .isTrue();
    assertThat(commits().find(repository, next.id())).contains(next);
    Branch after = branch(repository, "b");
    assertThat(after.head()).isEqualTo(next.id());
    assertThat(after.stagingToken()).isEqualTo(sealedAgain.stagingToken());
    assertThat(after.sealedTokens()).containsExactly(sealed.stagingToken());
    assertThat(staging().page(repository, "b", Key.EMPTY, Key.EMPTY, 9).orElseThrow().changes())
        .containsExactly(put("second", "2"), put("third", "3"));
  }

  @Test
  void doesNotAdvanceABranchThatIsNotAsExpected() {
    Repository repository = newRepository();
    Branch start = newBranch(repository, "b");
    stage(repository, "b", put("path", "1"));
    Branch sealed = seal(repository, "b");
    Commit refused = commit("refused");
    CommitId otherHead = recorded(repository, "other").id();

    assertThat(
            refs()
                .advance(
                    repository,
                    sealed,
                    otherHead,
                    refused,
                    sealed.sealedTokens(),
                    Operation.COMMIT))
        .isFalse();
    List<StagingToken> notSealed = List.of(sealed.stagingToken());
    assertThat(
            refs().advance(repository, sealed, start.head(), refused, notSealed, Operation.COMMIT))
        .isFalse();
    assertThat(commits().find(repository, refused.id())).isEmpty();
    assertThat(branch(repository, "b")).isEqualTo(sealed);
    assertThat(staging().find(repository, "b", Key.of("path")).orElseThrow().staged())
        .isEqualTo(put("path", "1"));
  }

  @Test
  void aResetUnderACommitMakesItStartAgain() {
    Repository repository = newRepository();
    newBranch(repository, "b");
    stage(repository, "b", put("a/1", "1"));
    stage(repository, "b", put("b/1", "1"));
    Branch sealed = seal(repository, "b");
    assertThat(staging().resetPrefix(repository, "b", Key.of("a/"))).isTrue();
    assertThat(
            refs()
                .advance(
                    repository,
                    sealed,
                    sealed.head(),
                    commit("late"),
                    sealed.sealedTokens(),
                    Operation.COMMIT))
        .isFalse();
    assertThat(staging().page(repository, "b", Key.EMPTY, Key.EMPTY, 9).orElseThrow().changes())
        .containsExactly(put("b/1", "1"));
  }

  @Test
  void advancesToACommitThatIsRecordedAlready() {
    Repository repository = newRepository();
    Branch branch = newBranch(repository, "b");
    Commit known = recorded(repository, "made on another branch in the same second");
    assertThat(
            refs().advance(repository, branch, branch.head(), known, List.of(), Operation.COMMIT))
        .isTrue();
    assertThat(branch(repository, "b").head()).isEqualTo(known.id());
  }

  @Test
  void movesTheHeadAndKeepsWhatIsStaged() {
    Repository repository = newRepository();
    Branch branch = newBranch(repository, "b");
    CommitId target = recorded(repository, "target").id();
    stage(repository, "b", put("path", "1"));
    assertThat(refs().moveHead(repository, branch, target, target, List.of(), CAUSE)).isFalse();
    assertThat(refs().moveHead(repository, branch, branch.head(), target, List.of(), CAUSE))
        .isTrue();
    assertThat(branch(repository, "b").head()).isEqualTo(target);
    assertThat(staging().find(repository, "b", Key.of("path")).orElseThrow().staged())
        .isEqualTo(put("path", "1"));
  }

  @Test
  void movesTheHeadAndDropsTheGivenAreas() {
    Repository repository = newRepository();
    Branch branch = newBranch(repository, "b");
    CommitId target = recorded(repository, "target").id();
    stage(repository, "b", put("sealed", "1"));
    List<StagingToken> areas = List.of(branch.stagingToken());
    assertThat(refs().moveHead(repository, branch, branch.head(), target, areas, CAUSE)).isFalse();
    Branch sealed = seal(repository, "b");
    stage(repository, "b", put("staged", "2"));
    assertThat(refs().moveHead(repository, sealed, branch.head(), target, areas, CAUSE)).isTrue();
    assertThat(branch(repository, "b").sealedTokens()).isEmpty();
    assertThat(staging().page(repository, "b", Key.EMPTY, Key.EMPTY, 9).orElseThrow().changes())
        .containsExactly(put("staged", "2"));
  }

  @Test
  void restoresAllOrNothing() {
    Repository repository = newRepository();
    Commit first = commit("first");
    Commit second = commit("second", first);
    List<BranchHead> heads = List.of(new BranchHead("b", second.id()));
    List<Tag> tags = List.of(new Tag("t", first.id()));
    Iterator<Commit> breaking =
        Stream.of(first, second)
            .peek(
                commit -> {
                  if (commit.equals(second)) {
                    throw new IllegalStateException("broken");
                  }
                })
            .iterator();
    assertThatThrownBy(
            () -> refs().restore(repository, breaking, heads.iterator(), tags.iterator(), CAUSE))
        .hasMessage("broken");
    assertThat(commits().list(repository, null, 9)).isEmpty();

    assertThat(restore(repository, List.of(first, second), heads, tags))
        .isEqualTo(RestoreOutcome.RESTORED);
    assertThat(commits().list(repository, null, 9)).containsExactlyInAnyOrder(first, second);
    assertThat(branch(repository, "b").head()).isEqualTo(second.id());
    assertThat(branch(repository, "b").sealedTokens()).isEmpty();
    assertThat(refs().findTag(repository, "t")).contains(tags.getFirst());
    stage(repository, "b", put("path", "1"));
    assertThat(restore(repository, List.of(), List.of(), List.of()))
        .isEqualTo(RestoreOutcome.NOT_BARE);
  }

  private RestoreOutcome restore(
      Repository repository, List<Commit> commits, List<BranchHead> heads, List<Tag> tags) {
    return refs().restore(repository, commits.iterator(), heads.iterator(), tags.iterator(), CAUSE);
  }
}
