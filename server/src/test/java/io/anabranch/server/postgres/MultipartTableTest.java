package io.anabranch.server.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.postgres.MultipartTable.Begun;
import io.anabranch.server.postgres.MultipartTable.Completion;
import io.anabranch.server.postgres.MultipartTable.Description;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.postgres.MultipartTable.Place;
import io.anabranch.server.postgres.MultipartTable.Position;
import io.anabranch.server.postgres.MultipartTable.Stored;
import io.anabranch.server.postgres.MultipartTable.Upload;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.listing.Page;
import io.anabranch.versioning.model.Repository;
import io.anabranch.versioning.model.TreeLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class MultipartTableTest {

  private record Etag(String etag) implements Completion {}

  private static final Description DESCRIPTION =
      new Description(
          "text/plain",
          new TreeMap<>(Map.of("X-Amz-Meta-a", "ä\"")),
          Optional.of("CRC32"),
          Optional.empty());

  private static MigratedDatabase migrated;
  private static MultipartTable table;

  private Repository repository;

  @BeforeAll
  static void open() {
    migrated = new MigratedDatabase();
    table = new MultipartTable(migrated.database());
  }

  @AfterAll
  static void close() {
    migrated.close();
  }

  @BeforeEach
  void createRepository() {
    repository = migrated.repository();
  }

  private Place place(String branch, String path) {
    return new Place(repository.id(), branch, path);
  }

  private String begin(String branch, String path, String id) {
    var stored = new Stored(new TreeLocation("", "mem://lake"), "data/" + id, "store " + id);
    table.begin(id, place(branch, path), stored, "ada", DESCRIPTION);
    return id;
  }

  private String begin(String path) {
    return begin("main", path, UUID.randomUUID().toString().replace("-", ""));
  }

  private static boolean put(String id, int number, String etag) {
    return table.putPart(id, number, 3, "md5 " + etag, etag, Optional.of("sum")).isPresent();
  }

  private static Optional<Begun<Etag>> complete(String id, UUID claim, String etag) {
    return table.complete(id, claim, _ -> new Etag(etag));
  }

  @Test
  void anUploadIsFoundAtItsPlaceOnly() {
    String id = begin("path");
    Upload upload = table.find(id, place("main", "path")).orElseThrow();
    assertThat(upload.description()).isEqualTo(DESCRIPTION);
    assertThat(upload.stored().uploadId()).isEqualTo("store " + id);
    assertThat(upload.user()).isEqualTo("ada");
    assertThat(table.find(id, place("main", "other"))).isEmpty();
    assertThat(table.find(id, place("other", "path"))).isEmpty();
    assertThat(table.find(id, new Place(repository.id() + 1, "main", "path"))).isEmpty();
  }

  @Test
  void whatIsCompletedTakesNoPartUntilItIsReopened() {
    String id = begin("states");
    assertThat(put(id, 1, "one")).isTrue();
    UUID first = UUID.randomUUID();
    assertThat(complete(id, first, "e")).contains(new Begun<>(new Etag("e"), first, true));
    assertThat(put(id, 2, "two")).isFalse();
    UUID second = UUID.randomUUID();
    assertThat(complete(id, second, "e"))
        .as("the same parts")
        .contains(new Begun<>(new Etag("e"), first, false));
    assertThat(table.isClaimed(id, first)).isTrue();
    assertThat(table.isClaimed(id, second)).isFalse();
    assertThatThrownBy(() -> complete(id, UUID.randomUUID(), "other"))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure()).isInstanceOf(Failure.Conflict.class));
    assertThat(table.reopen(id, second)).isFalse();
    assertThat(table.claim(id, second)).isTrue();
    assertThat(table.isClaimed(id, first)).isFalse();
    assertThat(table.isClaimed(id, second)).isTrue();
    assertThat(table.reopen(id, first)).isFalse();
    assertThat(table.reopen(id, second)).isTrue();
    assertThat(put(id, 2, "two")).isTrue();
    assertThat(table.claim(id, first)).as("open again").isFalse();
    assertThatThrownBy(
            () ->
                table.<Etag>complete(
                    id,
                    first,
                    _ -> {
                      throw new IllegalArgumentException("refused");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(put(id, 2, "three")).as("a refused completion changes nothing").isTrue();
    assertThat(complete(id, first, "e")).isPresent();
    assertThat(table.abort(id)).isTrue();
    assertThat(table.isClaimed(id, first)).isFalse();
    assertThat(complete(id, second, "e")).isEmpty();
    assertThat(table.find(id, place("main", "states"))).isEmpty();
    table.delete(id);
    assertThat(table.abort(id)).isFalse();
    assertThat(table.listParts(id, 0, 10).items()).isEmpty();
  }

  @Test
  void aClaimSeesEveryPartThatWasRecorded() throws Exception {
    for (int round = 0; round < 5; round++) {
      String id = begin("together " + round);
      List<List<Integer>> seen =
          Together.run(
              9,
              i -> {
                if (i == 0) {
                  List<Integer> judged = new ArrayList<>();
                  table.complete(
                      id,
                      UUID.randomUUID(),
                      parts -> {
                        parts.forEach(part -> judged.add(part.number()));
                        return new Etag("e");
                      });
                  return judged;
                }
                return put(id, i, "etag") ? List.of(i) : List.of();
              });
      List<Integer> recorded = seen.subList(1, 9).stream().flatMap(List::stream).toList();
      assertThat(seen.getFirst()).as("round %d", round).containsExactlyElementsOf(recorded);
    }
  }

  @Test
  void thePartsOfALargeUploadAreReadInPages() {
    String id = begin("large");
    List<Integer> numbers = IntStream.iterate(1, n -> n <= 10_000, n -> n + 101).boxed().toList();
    numbers.forEach(number -> put(id, number, "e" + number));
    List<Integer> read = new ArrayList<>();
    Page<Part> page = table.listParts(id, 0, 7);
    while (page.hasMore()) {
      page.items().forEach(part -> read.add(part.number()));
      page = table.listParts(id, read.getLast(), 7);
    }
    page.items().forEach(part -> read.add(part.number()));
    assertThat(read).isEqualTo(numbers);
  }

  @Test
  void uploadsAreListedByKeyAndThenById() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String branch = List.of("dev", "main").get(random.nextInt(2));
      String path = List.of("a", "a/b", "b", "ÿ", "😀").get(random.nextInt(5));
      String id = begin(branch, path, "%08x%08x".formatted(random.nextInt(), repository.id()));
      if (random.nextInt(5) == 0) {
        table.abort(id);
      } else {
        all.add(branch + "/" + path + " " + id);
      }
    }
    for (String prefix : List.of("", "main/", "main/a", "dev/😀", "x")) {
      List<String> expected =
          all.stream().filter(item -> item.startsWith(prefix)).sorted().toList();
      List<String> listed = new ArrayList<>();
      Position after = Position.START;
      Page<Upload> page;
      do {
        page = table.list(repository.id(), prefix, after, 3);
        for (Upload upload : page.items()) {
          String key = upload.place().branch() + "/" + upload.place().path();
          listed.add(key + " " + upload.id());
          after = new Position(key, upload.id());
        }
      } while (page.hasMore());
      assertThat(listed).as("seed %d prefix %s", seed, prefix).isEqualTo(expected);
    }
    assertThat(table.list(repository.id(), "", Position.afterKey("main/b"), 100).items())
        .as("seed %d", seed)
        .allMatch(upload -> upload.place().path().compareTo("b") > 0);
  }

  @Test
  void dueIsWhatIsOldOrAbortedOrWithoutRepository() {
    String open = begin("open");
    String aborted = begin("aborted");
    table.abort(aborted);
    assertThat(due(Duration.ofDays(1))).contains(aborted).doesNotContain(open);
    assertThat(due(Duration.ZERO)).contains(aborted, open);
    assertThat(new RepositoryTable(migrated.database()).delete(repository, "ada")).isTrue();
    assertThat(due(Duration.ofDays(1))).contains(aborted, open);
  }

  private static List<String> due(Duration age) {
    List<String> ids = new ArrayList<>();
    Instant time = Instant.EPOCH;
    String id = "";
    for (List<Upload> page = table.listDue(age, time, id, 2);
        !page.isEmpty();
        page = table.listDue(age, time, id, 2)) {
      page.forEach(upload -> ids.add(upload.id()));
      time = page.getLast().createdAt();
      id = page.getLast().id();
    }
    return ids;
  }
}
