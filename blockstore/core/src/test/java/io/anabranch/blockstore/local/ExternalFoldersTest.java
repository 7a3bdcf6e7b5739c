package io.anabranch.blockstore.local;

import static io.anabranch.blockstore.BlockstoreException.Kind.FORBIDDEN;
import static io.anabranch.blockstore.BlockstoreException.Kind.INVALID_ADDRESS;
import static io.anabranch.blockstore.BlockstoreException.Kind.NOT_FOUND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.CopyOptions;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.PutOptions;
import io.anabranch.blockstore.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the folders outside a store is read, and nothing else is done with it. */
class ExternalFoldersTest {

  @TempDir Path directory;
  private Path outside;
  private LocalBlockstore store;

  @BeforeEach
  void open() throws IOException {
    outside = Files.createDirectories(directory.resolve("outside"));
    Files.createDirectories(outside.resolve("a"));
    Files.writeString(outside.resolve("a/file"), "from outside");
    Files.writeString(directory.resolve("secret"), "not to be seen");
    store =
        LocalBlockstore.open(
            new LocalSettings(
                directory.resolve("root"), false, List.of(outside, directory.resolve("missing"))));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void filesThereAreReadAndCopiedFrom() throws IOException {
    assertThat(store.stat(at("a/file")).size()).isEqualTo(12);
    assertThat(read(at("a/file"))).isEqualTo("from outside");
    PhysicalAddress copy = new PhysicalAddress("container", "copy");
    store.copy(at("a/file"), copy, CopyOptions.REPLACE);
    assertThat(read(copy)).isEqualTo("from outside");
  }

  @Test
  void filesThereAreListedInOrder() throws IOException {
    Files.writeString(outside.resolve("a-b"), "");
    Files.createDirectories(outside.resolve("a/deep"));
    Files.writeString(outside.resolve("a/deep/z"), "");
    Files.createSymbolicLink(outside.resolve("a/link"), directory.resolve("secret"));

    assertThat(list("", "")).containsExactly("a-b", "a/deep/z", "a/file");
    assertThat(list("a/", "a/deep/z")).containsExactly("a/file");
    assertThat(store.list(ListRequest.of(outside.toString(), "")).objects())
        .allSatisfy(listed -> assertThat(store.stat(listed.address())).isEqualTo(listed));
    assertThat(store.list(ListRequest.of(directory.resolve("missing").toString(), "")).objects())
        .isEmpty();
    fails(INVALID_ADDRESS, () -> store.list(ListRequest.of(directory.toString(), "")));
    fails(FORBIDDEN, this::listThroughLink);
  }

  private void listThroughLink() throws IOException {
    Files.createSymbolicLink(outside.resolve("up"), directory);
    list("up/", "");
  }

  private List<String> list(String prefix, String after) {
    var request = ListRequest.of(outside.toString(), prefix).withAfter(after);
    return store.list(request).objects().stream().map(info -> info.address().key()).toList();
  }

  @Test
  void nothingThereIsChanged() {
    fails(INVALID_ADDRESS, () -> store.put(at("new"), Content.of(new byte[1]), PutOptions.REPLACE));
    fails(INVALID_ADDRESS, () -> store.delete(List.of(at("a/file"))));
    fails(INVALID_ADDRESS, () -> store.copy(at("a/file"), at("b"), CopyOptions.REPLACE));
    assertThat(outside.resolve("a/file")).hasContent("from outside");
    assertThat(outside).isDirectoryNotContaining("glob:**new");
  }

  @Test
  void nothingBesideThemIsReached() throws IOException {
    Files.createSymbolicLink(outside.resolve("link"), directory.resolve("secret"));
    Files.createSymbolicLink(outside.resolve("up"), directory);
    fails(FORBIDDEN, () -> store.open(at("link"), ReadOptions.WHOLE));
    fails(FORBIDDEN, () -> store.stat(at("up/secret")));
    fails(INVALID_ADDRESS, () -> store.stat(at("../secret")));
    fails(INVALID_ADDRESS, () -> store.stat(new PhysicalAddress(directory.toString(), "secret")));
    fails(NOT_FOUND, () -> store.stat(at("none")));
    fails(
        NOT_FOUND,
        () -> store.stat(new PhysicalAddress(directory.resolve("missing").toString(), "x")));
  }

  @Test
  void theFolderItselfMayBeALink() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("linked"), outside);
    try (var linked =
        LocalBlockstore.open(new LocalSettings(directory.resolve("other"), false, List.of(link)))) {
      assertThat(linked.stat(new PhysicalAddress(link.toString(), "a/file")).size()).isEqualTo(12);
    }
  }

  private PhysicalAddress at(String key) {
    return new PhysicalAddress(outside.toString(), key);
  }

  private String read(PhysicalAddress address) throws IOException {
    try (var object = store.open(address, ReadOptions.WHOLE)) {
      return new String(object.stream().readAllBytes(), UTF_8);
    }
  }

  private static void fails(BlockstoreException.Kind kind, ThrowingCallable call) {
    assertThat(catchThrowableOfType(BlockstoreException.class, call).kind()).isEqualTo(kind);
  }
}
