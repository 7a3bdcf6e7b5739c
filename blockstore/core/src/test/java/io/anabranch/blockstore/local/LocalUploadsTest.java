package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static io.anabranch.blockstore.BlockstoreException.Kind.UNAVAILABLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectAttributes;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadedPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a local store keeps parts, and what it does when somebody meddles with them. */
class LocalUploadsTest {

  private static final PhysicalAddress ADDRESS = new PhysicalAddress("container", "a/object");

  @TempDir Path directory;

  private LocalBlockstore store;

  @BeforeEach
  void open() {
    store = LocalBlockstore.open(LocalSettings.durable(directory));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void anotherProcessGoesOnWithAnUpload() throws IOException {
    String id = begin();
    UploadedPart first = part(id, 1, "first ");
    try (LocalBlockstore other = LocalBlockstore.open(LocalSettings.durable(directory))) {
      store.close();
      MultipartUploads uploads = other.multipart().orElseThrow();
      UploadedPart second = uploads.putPart(ADDRESS, id, 2, content("second"));
      assertThat(uploads.listParts(ADDRESS, id, 0, 10).parts()).containsExactly(first, second);
      uploads.complete(ADDRESS, id, List.of(first, second), false);
      try (OpenObject object = other.open(ADDRESS, ReadOptions.WHOLE)) {
        assertThat(object.stream().readAllBytes()).asString(UTF_8).isEqualTo("first second");
      }
    }
  }

  @Test
  void leavesNothingBehind() throws IOException {
    String completed = begin();
    uploads().complete(ADDRESS, completed, List.of(part(completed, 1, "x")), false);
    String aborted = begin();
    part(aborted, 1, "x");
    part(aborted, 1, "y");
    part(aborted, 2, "z");
    uploads().abort(ADDRESS, aborted);

    try (Stream<Path> files = Files.walk(directory.resolve(".anabranch"))) {
      assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .allMatch(name -> name.endsWith(".lock") || name.equals("starting"));
    }
    assertThat(folder("")).isEmptyDirectory();
  }

  @Test
  void aCrashBeforeTheUploadIsDroppedLetsItBeCompletedAgain() throws IOException {
    String id = begin();
    UploadedPart part = part(id, 1, "whole");
    Path kept = directory.resolve("kept");
    copy(folder(id), kept);
    uploads().complete(ADDRESS, id, List.of(part), false);
    Files.move(kept, folder(id));
    UploadedPart found = uploads().listParts(ADDRESS, id, 0, 1).parts().getFirst();
    uploads().complete(ADDRESS, id, List.of(found), false);

    assertThat(store.stat(ADDRESS).size()).isEqualTo(5);
    assertThat(folder(id)).doesNotExist();
  }

  @Test
  void leavesAloneWhatItDidNotMake() throws IOException {
    Path foreign = Files.createDirectory(folder("foreign"));
    assertThat(uploads().listUploads("container", "", "", 10).uploads()).isEmpty();
    store.close();
    store = LocalBlockstore.open(LocalSettings.durable(directory));

    assertThat(foreign).exists();
  }

  @Test
  void followsNoSymbolicLink() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    String id = begin();
    Files.createSymbolicLink(folder(id).resolve("1"), secret);
    fails(
        FORBIDDEN,
        () ->
            uploads().complete(ADDRESS, id, uploads().listParts(ADDRESS, id, 0, 1).parts(), false));
    part(id, 1, "mine");

    assertThat(secret).hasContent("secret");
  }

  @Test
  void saysThatAnUploadIsDamaged() throws IOException {
    String id = begin();
    Files.writeString(folder(id).resolve("address"), "no address");

    fails(UNAVAILABLE, () -> part(id, 1, "x"));
  }

  @Test
  void isInvisibleAndOutOfReach() {
    String id = begin();
    part(id, 1, "x");

    assertThat(store.list(ListRequest.of("", "")).objects()).isEmpty();
    fails(
        INVALID_ADDRESS,
        () -> store.stat(new PhysicalAddress(".anabranch", "uploads/" + id + "/1")));
    fails(
        INVALID_ADDRESS,
        () -> uploads().begin(new PhysicalAddress("c", "../x"), ObjectAttributes.NONE));
  }

  @Test
  void aKeyThatCannotBeIsRefusedAtTheEndAndTheUploadGoesOn() {
    store.put(new PhysicalAddress("container", "a"), content("x"), PutOptions.REPLACE);
    String id = begin();
    List<UploadedPart> parts = List.of(part(id, 1, "x"));
    fails(INVALID_ADDRESS, () -> uploads().complete(ADDRESS, id, parts, false));
    store.delete(List.of(new PhysicalAddress("container", "a")));
    uploads().complete(ADDRESS, id, parts, false);

    assertThat(store.stat(ADDRESS).size()).isEqualTo(1);
  }

  private MultipartUploads uploads() {
    return store.multipart().orElseThrow();
  }

  private String begin() {
    return uploads().begin(ADDRESS, ObjectAttributes.NONE);
  }

  private UploadedPart part(String id, int number, String text) {
    return uploads().putPart(ADDRESS, id, number, content(text));
  }

  private Path folder(String id) {
    return directory.resolve(".anabranch/uploads").resolve(id);
  }

  private static Content content(String text) {
    return Content.of(text.getBytes(UTF_8));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void fails(Kind kind, ThrowingCallable call) {
    BlockstoreException failure = catchThrowableOfType(BlockstoreException.class, call);
    assertThat(failure).as("a failure of kind %s", kind).isNotNull();
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
  }
}
