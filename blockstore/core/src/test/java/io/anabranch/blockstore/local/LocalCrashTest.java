package io.anabranch.blockstore.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.blockstore.Blockstore;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.ListRequest;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.blockstore.ObjectInfo;
import io.anabranch.blockstore.ObjectPage;
import io.anabranch.blockstore.OngoingUpload;
import io.anabranch.blockstore.OpenObject;
import io.anabranch.blockstore.PhysicalAddress;
import io.anabranch.blockstore.ReadOptions;
import io.anabranch.blockstore.UploadedPart;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a killed process acknowledged is there, and nothing it left half done shows. */
class LocalCrashTest {

  @TempDir Path directory;

  @Test
  void killedTwice() throws Exception {
    killAndCheck(2, 200);
  }

  @Test
  @Tag("nightly")
  void killedOftenAndAtAnyTime() throws Exception {
    killAndCheck(100, 2000);
  }

  private void killAndCheck(int times, int mostObjects) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Set<String> acknowledged = new HashSet<>();
    int unfinished = 0;
    for (int run = 0; run < times; run++) {
      Set<String> keys = runAndKill(run, 20 + random.nextInt(mostObjects));
      unfinished += unfinishedFiles();
      check(keys, "run-" + run + "/", "seed " + seed + ", run " + run);
      acknowledged.addAll(keys);
    }
    check(acknowledged, "", "seed " + seed + ", at the end");
    System.out.printf(
        "%d kills left %d unfinished files beside %d acknowledged objects%n",
        times, unfinished, acknowledged.size());
  }

  /** Returns the keys that were acknowledged before the end. */
  private Set<String> runAndKill(int run, int objects) throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                CrashingWriter.class.getName(),
                directory.toString(),
                Integer.toString(run))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Set<String> keys = new HashSet<>();
    try (BufferedReader lines = writer.inputReader(UTF_8)) {
      String line = lines.readLine();
      while (line != null) {
        keys.add(line);
        if (keys.size() == objects) {
          writer.destroyForcibly();
        }
        line = lines.readLine();
      }
    } catch (IOException e) {
      // The kill can close the pipe under a read; what was read until then was acknowledged.
      assertThat(e).hasMessageContaining("closed");
    } finally {
      writer.destroyForcibly().waitFor();
    }
    assertThat(keys).hasSizeGreaterThanOrEqualTo(objects);
    return keys;
  }

  private void check(Set<String> acknowledged, String prefix, String as) throws IOException {
    Set<String> missing = new HashSet<>(acknowledged);
    try (Blockstore store = LocalBlockstore.open(LocalSettings.durable(directory))) {
      assertThat(unfinishedFiles()).as(as).isZero();
      ListRequest request = ListRequest.of("container", prefix);
      boolean more = true;
      while (more) {
        ObjectPage page = store.list(request);
        for (ObjectInfo object : page.objects()) {
          missing.remove(object.address().key());
          isWhole(store, object, as);
        }
        more = page.hasMore();
        request = request.withAfter(page.next());
      }
      uploadsCanBeCompleted(store, as);
    }
    assertThat(missing).as(as).isEmpty();
  }

  private static void isWhole(Blockstore store, ObjectInfo object, String as) throws IOException {
    String key = object.address().key();
    try (OpenObject open = store.open(object.address(), ReadOptions.WHOLE)) {
      assertThat(open.stream().readAllBytes())
          .as("%s, %s", as, key)
          .isEqualTo(CrashingWriter.contents(key));
    }
  }

  /** An upload that the kill cut short goes on with the parts that it has. */
  private static void uploadsCanBeCompleted(Blockstore store, String as) throws IOException {
    MultipartUploads uploads = store.multipart().orElseThrow();
    for (OngoingUpload upload : uploads.listUploads("container", "", "", 1000).uploads()) {
      PhysicalAddress address = upload.address();
      byte[] whole = CrashingWriter.contents(address.key());
      int middle = whole.length / 2;
      UploadedPart first =
          uploads.putPart(address, upload.id(), 1, Content.of(Arrays.copyOf(whole, middle)));
      List<UploadedPart> parts = uploads.listParts(address, upload.id(), 0, 10).parts();
      assertThat(parts).as(as).contains(first);
      ObjectInfo written = uploads.complete(address, upload.id(), parts, false);
      if (parts.size() == 2) {
        isWhole(store, written, as);
      } else {
        store.delete(List.of(address));
      }
    }
    assertThat(uploads.listUploads("container", "", "", 1).uploads()).as(as).isEmpty();
  }

  private int unfinishedFiles() throws IOException {
    Path unfinished = directory.resolve(LocalPaths.RESERVED).resolve("unfinished");
    try (Stream<Path> paths = Files.walk(unfinished)) {
      return (int)
          paths.filter(p -> Files.isRegularFile(p) && !unfinished.equals(p.getParent())).count();
    }
  }
}
