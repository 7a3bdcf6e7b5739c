package io.anabranch.server.s3gateway.multipart;

import static io.anabranch.server.s3gateway.multipart.MultipartWorld.named;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.objects.UploadCondition;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.postgres.QuotaTable.Limits;
import io.anabranch.server.postgres.QuotaTable.Owner;
import io.anabranch.server.postgres.QuotaTable.Scope;
import io.anabranch.server.postgres.QuotaTable.Usage;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Entry;
import io.anabranch.versioning.model.Repository;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MultipartsTest {

  private static final int LARGE = (int) Assembly.SMALLEST_BYTES;

  private static MultipartWorld world;

  @BeforeAll
  static void open() {
    world = new MultipartWorld();
  }

  @AfterAll
  static void close() {
    world.close();
  }

  private static byte[] bytes(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static void assertRefused(S3Error error, ThrowingCallable call) {
    assertThat(catchThrowableOfType(S3Exception.class, call))
        .as("expected %s", error)
        .extracting(S3Exception::error)
        .isEqualTo(error);
  }

  @Test
  void partsMakeAnObjectInTheOrderOfTheirNumbers() {
    UploadKey key = world.begin("whole");
    Part last = world.put(key, 7, "end".getBytes(UTF_8));
    Part replaced = world.put(key, 2, bytes(LARGE, 1));
    Part first = world.put(key, 2, bytes(LARGE, 2));
    world.put(key, 3, bytes(10, 3));
    assertThat(replaced.md5()).isNotEqualTo(first.md5());
    assertThat(last.md5()).isEqualTo("7f021a1415b86f2d013b2618fb31ae53");
    assertThat(world.uploads.listParts(world.uploads.get(key), 2, 1).items())
        .extracting(Part::number)
        .containsExactly(3);

    var completion =
        new UploadCompletion(
            List.of(named(first), named(last)),
            new UploadCondition.Absent(),
            (upload, parts) -> Map.of("summary", upload.contentType() + " " + parts.size()));
    Entry entry = world.completions.complete("ada", key, completion);

    assertThat(entry.etag()).matches("[0-9a-f]{32}-2");
    assertThat(entry.size()).isEqualTo(LARGE + 3);
    assertThat(entry.contentType()).isEqualTo("text/plain");
    assertThat(entry.metadata())
        .containsEntry("summary", "text/plain 2")
        .containsEntry(PartSizes.METADATA_KEY, LARGE + ",3");
    assertThat(world.present("whole").map(Entry::address)).contains(entry.address());
    byte[] all = world.bytes(entry);
    assertThat(all).hasSize(LARGE + 3).endsWith("end".getBytes(UTF_8)).startsWith(2, 2, 2);
    assertRefused(S3Error.NO_SUCH_UPLOAD, () -> world.complete(key, first, last));
    assertRefused(S3Error.NO_SUCH_UPLOAD, () -> world.put(key, 1, bytes(1, 1)));
  }

  @Test
  void whatMakesNoObjectIsRefusedAndTheUploadGoesOn() {
    UploadKey key = world.begin("refused");
    Part one = world.put(key, 1, bytes(10, 1));
    Part two = world.put(key, 2, bytes(10, 2));
    assertRefused(S3Error.MALFORMED_XML, () -> world.complete(key));
    assertRefused(S3Error.INVALID_PART_ORDER, () -> world.complete(key, two, one));
    assertRefused(S3Error.INVALID_PART_ORDER, () -> world.complete(key, one, one));
    assertRefused(S3Error.ENTITY_TOO_SMALL, () -> world.complete(key, one, two));
    Part replaced = world.put(key, 2, bytes(11, 2));
    assertRefused(S3Error.INVALID_PART, () -> world.complete(key, two));
    assertRefused(S3Error.INVALID_ARGUMENT, () -> world.put(key, 10_001, bytes(1, 1)));
    assertRefused(S3Error.INVALID_ARGUMENT, () -> world.put(key, 0, bytes(1, 1)));
    assertRefused(
        S3Error.MISSING_CONTENT_LENGTH,
        () ->
            world.parts.put(
                "ada",
                key,
                1,
                PartBody.of(
                    new UploadBody(
                        new ByteArrayInputStream(bytes(1, 1)), OptionalLong.empty(), "", null))));
    assertRefused(
        S3Error.NO_SUCH_UPLOAD,
        () ->
            world.put(
                new UploadKey(key.repository(), key.branch(), "other", key.id()), 1, bytes(1, 1)));
    assertThatThrownBy(
            () -> world.uploads.begin("ada", key.repository(), "none", "a", MultipartWorld.PLAIN))
        .isInstanceOf(FailureException.class);
    assertThat(world.complete(key, replaced).etag()).endsWith("-1");
  }

  @Test
  void aConditionThatFailsLeavesTheUpload() {
    UploadKey key = world.begin("conditional");
    Part part = world.put(key, 1, bytes(3, 1));
    Entry first = make("conditional", bytes(3, 9));
    assertFails(key, new UploadCondition.Absent(), part);
    assertFails(key, new UploadCondition.Matches(Set.of("other")), part);
    Entry second = world.complete(key, new UploadCondition.Matches(Set.of(first.etag())), part);
    assertThat(world.present("conditional").map(Entry::address)).contains(second.address());
  }

  private void assertFails(UploadKey key, UploadCondition condition, Part part) {
    assertThatThrownBy(() -> world.complete(key, condition, part))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.PreconditionFailed.class));
  }

  @Test
  void anAbortedUploadLeavesNothing() {
    int before = world.stored();
    UploadKey key = world.begin("aborted");
    Part part = world.put(key, 1, bytes(3, 1));
    assertThat(world.stored()).isEqualTo(before + 1);
    world.uploads.abort(key);
    assertThat(world.stored()).isEqualTo(before);
    assertRefused(S3Error.NO_SUCH_UPLOAD, () -> world.uploads.abort(key));
    assertRefused(S3Error.NO_SUCH_UPLOAD, () -> world.complete(key, part));
    assertThat(world.present("aborted")).isEmpty();
  }

  @Test
  void anAbortThatTheStoreBreaksOffIsMadeUpFor() {
    int before = world.stored();
    UploadKey key = world.begin("broken abort");
    world.put(key, 1, bytes(3, 1));
    refuseNext();
    assertThatThrownBy(() -> world.uploads.abort(key)).isInstanceOf(FailureException.class);
    assertRefused(S3Error.NO_SUCH_UPLOAD, () -> world.uploads.get(key));
    world.expired.dropOnce(Duration.ofDays(1));
    assertThat(world.stored()).isEqualTo(before);
  }

  private static void refuseNext() {
    world.store.refuseNext(
        1, new BlockstoreException(BlockstoreException.Kind.UNAVAILABLE, "away on purpose"));
  }

  @Test
  void aCompletionWhoseStoreFailsIsAskedForAgain() {
    UploadKey key = world.begin("again");
    Part part = world.put(key, 1, bytes(3, 1));
    Part other = world.put(key, 2, bytes(4, 1));
    refuseNext();
    assertThatThrownBy(() -> world.complete(key, part)).isInstanceOf(FailureException.class);
    assertRefused(S3Error.CONFLICT, () -> world.put(key, 1, bytes(3, 2)));
    assertThatThrownBy(() -> world.complete(key, other))
        .as("with other parts")
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Conflict.class));
    world.store.loseNextReplies(1);
    assertThatThrownBy(() -> world.complete(key, part)).isInstanceOf(FailureException.class);
    assertThat(world.present("again")).as("joined, not staged").isEmpty();
    Entry entry = world.complete(key, part);
    assertThat(world.bytes(entry)).containsExactly(1, 1, 1);
  }

  /** As when the server was killed after the entry was staged. */
  @Test
  void aRowThatOutlivedItsCompletionStagesNothingAgain() {
    UploadKey key = world.begin("outlived");
    Part part = world.put(key, 1, bytes(3, 1));
    var upload = world.uploads.get(key);
    Entry entry = world.complete(key, part);
    world.table.begin(
        upload.id(), upload.place(), upload.stored(), upload.user(), upload.description());
    assertThat(world.complete(key, new UploadCondition.Absent(), part)).isEqualTo(entry);
    assertRefused(S3Error.NO_SUCH_UPLOAD, () -> world.uploads.get(key));
  }

  private static Entry make(String path, byte[] bytes) {
    UploadKey key = world.begin(path);
    return world.complete(key, world.put(key, 1, bytes));
  }

  @Test
  void ofManyCompletionsAtOnceOneIsStaged() throws Exception {
    for (int round = 0; round < 10; round++) {
      String path = "many " + round;
      UploadKey key = world.begin(path);
      Part part = world.put(key, 1, bytes(3, round));
      Set<S3Error> refusals = Set.of(S3Error.NO_SUCH_UPLOAD, S3Error.CONFLICT);
      List<Optional<Entry>> answers =
          atOnce(6, _ -> answered(refusals, () -> world.complete(key, part)));
      assertThat(answers).as(path).anyMatch(Optional::isPresent);
      Entry staged = world.present(path).orElseThrow();
      assertThat(answers.stream().flatMap(Optional::stream).distinct()).containsExactly(staged);
      assertThat(world.bytes(staged)).containsExactly(round, round, round);
      assertRefused(S3Error.NO_SUCH_UPLOAD, () -> world.complete(key, part));
    }
  }

  /** Whatever wins, an entry has its bytes, and nothing is left of the upload once it is over. */
  @Test
  void completionAbortAndPartsAtOnceAgree() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<S3Error> refusals = Set.of(S3Error.NO_SUCH_UPLOAD, S3Error.CONFLICT, S3Error.INVALID_PART);
    int before = world.stored();
    for (int round = 0; round < 15; round++) {
      String path = "race " + round;
      UploadKey key = world.begin(path);
      Part part = world.put(key, 1, bytes(3, 1));
      boolean aborts = random.nextBoolean();
      List<Optional<Entry>> answers =
          atOnce(
              4,
              i ->
                  switch (i) {
                    case 0, 1 -> answered(refusals, () -> world.complete(key, part));
                    case 2 -> {
                      yield answered(
                          refusals,
                          () -> {
                            world.put(key, 1, bytes(3, 1));
                            return null;
                          });
                    }
                    default -> {
                      yield answered(
                          refusals,
                          () -> {
                            if (aborts) {
                              world.uploads.abort(key);
                            }
                            return null;
                          });
                    }
                  });
      Optional<Entry> present = world.present(path);
      answers.forEach(
          answer ->
              answer.ifPresent(entry -> assertThat(present).as("seed %d", seed).contains(entry)));
      present.ifPresent(
          entry -> assertThat(world.bytes(entry)).as("seed %d", seed).containsExactly(1, 1, 1));
      if (present.isEmpty() && !aborts) {
        world.complete(key, world.put(key, 1, bytes(3, 1)));
      }
    }
    assertThat(world.stored()).as("seed %d", seed).isEqualTo(before);
  }

  private static Optional<Entry> answered(Set<S3Error> refusals, Callable<Entry> call)
      throws Exception {
    try {
      return Optional.ofNullable(call.call());
    } catch (S3Exception e) {
      assertThat(refusals).contains(e.error());
      return Optional.empty();
    }
  }

  private interface Task<T> {
    T run(int index) throws Exception;
  }

  private static <T> List<T> atOnce(int count, Task<T> task) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int index = i;
        futures.add(threads.submit(() -> task.run(index)));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }

  @Test
  void anObjectCountsWhenItIsOne() {
    try (MultipartWorld limited = new MultipartWorld()) {
      Owner ada = new Owner(Scope.USER, "ada");
      limited.quotaTable.set(
          ada,
          new Limits(Optional.of(10L), Optional.empty(), Optional.empty()),
          Optional.empty(),
          Optional.empty());
      limited.quotas.refresh(limited.quotaTable);
      UploadKey key = limited.begin("one");
      assertOverQuota(() -> limited.put(key, 1, bytes(11, 1)));
      Part part = limited.put(key, 1, bytes(8, 1));
      assertThat(used(limited, ada)).as("not yet").isEqualTo(new Usage(0, 0));
      limited.complete(key, part);
      assertThat(used(limited, ada)).isEqualTo(new Usage(8, 1));

      UploadKey second = limited.begin("two");
      Part small = limited.put(second, 1, bytes(2, 1));
      assertRefused(S3Error.INVALID_PART_ORDER, () -> limited.complete(second, small, small));
      assertOverQuota(() -> limited.put(second, 1, bytes(3, 1)));
      limited.quotaTable.set(
          ada,
          new Limits(Optional.of(9L), Optional.empty(), Optional.empty()),
          Optional.empty(),
          Optional.empty());
      assertOverQuota(() -> limited.complete(second, small));
      assertThat(limited.uploads.get(second).isOpen()).as("the upload goes on").isTrue();
      assertThat(used(limited, ada)).isEqualTo(new Usage(8, 1));
      limited.complete(second, limited.put(second, 1, bytes(1, 1)));
      assertThat(used(limited, ada)).isEqualTo(new Usage(9, 2));
    }
  }

  private static Usage used(MultipartWorld limited, Owner owner) {
    return limited.quotaTable.find(owner).orElseThrow().used();
  }

  private static void assertOverQuota(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.OverQuota.class));
  }

  @Test
  void whatIsOldOrWithoutRepositoryIsDropped() {
    try (MultipartWorld other = new MultipartWorld()) {
      UploadKey old = other.begin("old");
      other.put(old, 1, bytes(3, 1));
      other.expired.dropOnce(Duration.ofDays(1));
      assertThat(other.stored()).isEqualTo(1);
      other.expired.dropOnce(Duration.ZERO);
      assertThat(other.stored()).isZero();
      assertRefused(S3Error.NO_SUCH_UPLOAD, () -> other.uploads.get(old));

      UploadKey orphan = other.begin("orphan");
      Repository repository = other.repository;
      assertThat(other.repositories.delete(repository, "ada")).isTrue();
      other.expired.dropOnce(Duration.ofDays(1));
      assertThat(other.stored()).isZero();
      assertRefused(S3Error.NO_SUCH_UPLOAD, () -> other.uploads.get(orphan));
    }
  }
}
