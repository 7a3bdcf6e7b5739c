package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store stays inside its directory, whatever it is asked and whatever lies in there. */
class LocalConfinementTest {

  private static final int ADDRESSES = 10_000;
  private static final List<String> PARTS =
      List.of(
          "..",
          ".",
          "/",
          "/",
          "/",
          "//",
          "\\",
          "..\\",
          "%2e%2e",
          "%2f",
          "%5c",
          "\0",
          "a",
          "b",
          "secret",
          "outside",
          "root",
          "container",
          ".anabranch",
          ".ANABRANCH",
          "unfinished",
          "~",
          "\u2024\u2024",
          "\uff0e",
          "\u2215",
          "C:",
          ":",
          "\n",
          " ",
          "é",
          "😀",
          "x".repeat(250),
          "y".repeat(256));

  @TempDir Path directory;
  private Path root;
  private Path outside;
  private Blockstore store;

  @BeforeEach
  void open() throws IOException {
    directory = directory.toRealPath();
    root = directory.resolve("outside/root");
    outside = Files.createDirectories(directory.resolve("outside/secret"));
    Files.writeString(outside.resolve("a"), "secret");
    Files.writeString(directory.resolve("outside/b"), "secret");
    store = LocalBlockstore.open(new LocalSettings(root, false, List.of()));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void noAddressLeadsOutside() throws IOException {
    Map<String, String> before = filesOutside();
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int kept = 0;
    for (int i = 0; i < ADDRESSES; i++) {
      String container = random.nextInt(4) == 0 ? fuzz(random, 3) : "container-" + i / 50;
      String key = fuzz(random, 8);
      String address = "seed " + seed + ": '" + container + "' '" + key + "'";
      try {
        roundTrip(new PhysicalAddress(container, key), ("content " + i).getBytes(UTF_8), address);
        kept++;
      } catch (BlockstoreException e) {
        assertThat(e.kind()).as(address).isEqualTo(INVALID_ADDRESS);
        assertThat(e.getMessage()).doesNotContain(directory.toString());
        isRefusedEverywhere(container, key, address);
      }
      lists(container, key, address);
    }

    assertThat(kept).as("seed %d", seed).isBetween(ADDRESSES / 20, ADDRESSES * 19 / 20);
    assertThat(filesOutside()).as("seed %d", seed).isEqualTo(before);
  }

  private void roundTrip(PhysicalAddress address, byte[] bytes, String as) throws IOException {
    store.put(address, Content.of(bytes), PutOptions.REPLACE);
    try (OpenObject object = store.open(address, ReadOptions.WHOLE)) {
      assertThat(object.stream().readAllBytes()).as(as).isEqualTo(bytes);
    }
    ObjectPage page = store.list(ListRequest.of(address.container(), address.key()));
    assertThat(page.objects()).as(as).contains(store.stat(address));
    store.delete(List.of(address));
    fails(NOT_FOUND, () -> store.stat(address));
  }

  private void isRefusedEverywhere(String container, String key, String as) {
    if (key.isEmpty()) {
      return;
    }
    PhysicalAddress address = new PhysicalAddress(container, key);
    Throwable opened = catchThrowable(() -> store.open(address, ReadOptions.WHOLE));
    assertThat(opened).as(as).isInstanceOf(BlockstoreException.class);
    assertThat(((BlockstoreException) opened).kind()).as(as).isIn(INVALID_ADDRESS, NOT_FOUND);
  }

  private void lists(String container, String prefix, String as) {
    try {
      store
          .list(ListRequest.of(container, prefix))
          .objects()
          .forEach(object -> assertThat(object.address().key()).as(as).startsWith(prefix));
    } catch (BlockstoreException e) {
      assertThat(e.kind()).as(as).isEqualTo(INVALID_ADDRESS);
    }
  }

  @Test
  void followsNoSymbolicLink() throws IOException {
    PhysicalAddress object = new PhysicalAddress("container", "data/object");
    store.put(object, Content.of(new byte[1]), PutOptions.REPLACE);
    Path container = root.resolve("container");
    Files.createSymbolicLink(root.resolve("link"), outside);
    Files.createSymbolicLink(container.resolve("link"), outside);
    Files.createSymbolicLink(container.resolve("data/file"), outside.resolve("a"));
    Files.createSymbolicLink(container.resolve("inside"), container.resolve("data"));
    Files.createSymbolicLink(container.resolve("loop"), container.resolve("loop"));

    for (PhysicalAddress linked :
        List.of(
            new PhysicalAddress("link", "a"),
            new PhysicalAddress("container", "link/a"),
            new PhysicalAddress("container", "data/file"),
            new PhysicalAddress("container", "inside/object"))) {
      fails(FORBIDDEN, () -> store.open(linked, ReadOptions.WHOLE));
      fails(FORBIDDEN, () -> store.stat(linked));
      fails(FORBIDDEN, () -> store.copy(linked, object, CopyOptions.REPLACE));
      fails(FORBIDDEN, () -> store.delete(List.of(linked)));
    }
    for (PhysicalAddress below :
        List.of(
            new PhysicalAddress("link", "new"),
            new PhysicalAddress("link", "new/new"),
            new PhysicalAddress("container", "link/new"),
            new PhysicalAddress("container", "inside/new"),
            new PhysicalAddress("container", "loop/new"))) {
      fails(FORBIDDEN, () -> store.put(below, Content.of(new byte[1]), PutOptions.REPLACE));
      fails(FORBIDDEN, () -> store.put(below, Content.of(new byte[1]), PutOptions.IF_ABSENT));
    }
    fails(FORBIDDEN, () -> store.list(ListRequest.of("link", "")));
    fails(FORBIDDEN, () -> store.list(ListRequest.of("container", "link/")));
    assertThat(store.list(ListRequest.of("container", "")).objects())
        .containsExactly(store.stat(object));
    assertThat(filesOutside()).containsOnlyKeys("b", "secret/a");
  }

  @Test
  void aPutReplacesALinkAndNotItsTarget() throws IOException {
    Files.createDirectories(root.resolve("container"));
    Files.createSymbolicLink(root.resolve("container/link"), outside.resolve("a"));
    PhysicalAddress link = new PhysicalAddress("container", "link");
    store.put(link, Content.of(new byte[] {1}), PutOptions.REPLACE);

    assertThat(store.stat(link).size()).isEqualTo(1);
    assertThat(outside.resolve("a")).hasContent("secret");
  }

  @Test
  void aDirectoryThatBecomesALinkIsNoticed() throws IOException {
    PhysicalAddress first = new PhysicalAddress("container", "data/first");
    store.put(first, Content.of(new byte[1]), PutOptions.REPLACE);
    Files.move(root.resolve("container/data"), root.resolve("container/moved"));
    Files.createSymbolicLink(root.resolve("container/data"), outside);

    fails(FORBIDDEN, () -> store.put(first, Content.of(new byte[1]), PutOptions.REPLACE));
    assertThat(filesOutside()).containsOnlyKeys("b", "secret/a");
  }

  @Test
  void aDirectoryThatWasRemovedIsMadeAgain() throws IOException {
    PhysicalAddress first = new PhysicalAddress("container", "a/b/first");
    store.put(first, Content.of(new byte[1]), PutOptions.REPLACE);
    store.delete(List.of(first));
    Files.delete(root.resolve("container/a/b"));
    Files.delete(root.resolve("container/a"));
    store.put(first, Content.of(new byte[2]), PutOptions.IF_ABSENT);

    assertThat(store.stat(first).size()).isEqualTo(2);
  }

  @Test
  void itsOwnDirectoryIsNoContainer() {
    fails(
        INVALID_ADDRESS,
        () -> store.stat(new PhysicalAddress(LocalPaths.RESERVED, "unfinished/starting")));
    fails(
        INVALID_ADDRESS,
        () -> store.stat(new PhysicalAddress("", LocalPaths.RESERVED + "/unfinished/starting")));
    fails(INVALID_ADDRESS, () -> store.list(ListRequest.of(LocalPaths.RESERVED, "")));
    PhysicalAddress object = new PhysicalAddress("", "object");
    store.put(object, Content.of(new byte[1]), PutOptions.REPLACE);
    assertThat(store.list(ListRequest.of("", "")).objects()).containsExactly(store.stat(object));
  }

  private static String fuzz(Random random, int most) {
    StringBuilder text = new StringBuilder();
    for (int parts = 1 + random.nextInt(most); parts > 0; parts--) {
      text.append(PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }

  private Map<String, String> filesOutside() throws IOException {
    Map<String, String> files = new TreeMap<>();
    Path all = directory.resolve("outside");
    try (Stream<Path> paths = Files.walk(all)) {
      for (Path path : paths.filter(p -> !p.startsWith(root)).toList()) {
        if (Files.isRegularFile(path)) {
          files.put(all.relativize(path).toString(), Files.readString(path));
        }
      }
    }
    return files;
  }

  private static void fails(Kind kind, ThrowingCallable call) {
    BlockstoreException failure = catchThrowableOfType(BlockstoreException.class, call);
    assertThat(failure).as("a failure of kind %s", kind).isNotNull();
    assertThat(failure.kind()).as(failure.toString()).isEqualTo(kind);
  }
}
