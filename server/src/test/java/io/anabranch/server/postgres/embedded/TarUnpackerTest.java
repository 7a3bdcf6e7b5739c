package io.anabranch.server.postgres.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TarUnpackerTest {

  private static final String LONG = "folder/" + "n".repeat(200) + "/file";

  @TempDir Path temporary;
  private Path directory;
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  @BeforeEach
  void createDirectory() throws IOException {
    directory = Files.createDirectory(temporary.resolve("inside"));
  }

  @Test
  void unpacksFilesFoldersLinksAndLongNames() throws IOException {
    entry('5', "empty/", "", "");
    entry('0', "bin/tool", "", "#!", 0755);
    entry('2', "bin/alias", "tool", "");
    entry('L', "././@LongLink", "", LONG + "\0");
    entry('0', "cut", "", "gnu");
    entry('x', "pax", "", "23 path=folder/from-pax\n");
    entry('0', "cut", "", "pax");
    entry('0', "short", "", "x".repeat(1000));
    unpack();
    assertThat(directory.resolve("empty")).isDirectory();
    assertThat(directory.resolve("bin/tool")).isExecutable().hasContent("#!");
    assertThat(Files.readSymbolicLink(directory.resolve("bin/alias"))).hasToString("tool");
    assertThat(directory.resolve(LONG)).hasContent("gnu");
    assertThat(directory.resolve("folder/from-pax")).hasContent("pax");
    assertThat(directory.resolve("short")).hasContent("x".repeat(1000));
    assertThat(Files.isExecutable(directory.resolve("short"))).isFalse();
  }

  @Test
  void refusesNamesThatLeadOut() throws IOException {
    entry('0', "a/../../outside", "", "bad");
    assertRefused("leads out");
  }

  @Test
  void refusesAbsoluteNames() throws IOException {
    entry('0', temporary.resolve("outside").toString(), "", "bad");
    assertRefused("leads out");
  }

  @Test
  void refusesLinksThatLeadOut() throws IOException {
    entry('2', "link", "../outside", "");
    assertRefused("leads out");
  }

  /** Each link looks harmless by its name; together they would lead out. */
  @Test
  void refusesToWriteThroughALink() throws IOException {
    entry('5', "deep/deeper/", "", "");
    entry('2', "deep/deeper/up", "../..", "");
    entry('2', "deep/deeper/up/out", "../..", "");
    assertRefused("through a link");
  }

  @Test
  void refusesOtherKindsAndEarlyEnds() throws IOException {
    entry('3', "device", "", "");
    assertRefused("unknown type");
    tar.reset();
    entry('0', "cut", "", "content");
    byte[] whole = tar.toByteArray();
    var half = new ByteArrayInputStream(whole, 0, 515);
    assertThatThrownBy(() -> TarUnpacker.unpack(half, directory)).hasMessageContaining("ends");
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(this::unpack).isInstanceOf(IOException.class).hasMessageContaining(reason);
    assertThat(temporary.resolve("outside")).doesNotExist();
  }

  private void unpack() throws IOException {
    tar.write(new byte[1024]);
    TarUnpacker.unpack(new ByteArrayInputStream(tar.toByteArray()), directory);
  }

  private void entry(char type, String name, String link, String content) throws IOException {
    entry(type, name, link, content, 0644);
  }

  private void entry(char type, String name, String link, String content, int mode)
      throws IOException {
    byte[] body = content.getBytes(UTF_8);
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "%07o".formatted(mode));
    put(header, 124, "%011o".formatted(body.length));
    header[156] = (byte) type;
    put(header, 157, link);
    put(header, 257, "ustar");
    tar.write(header);
    tar.write(body);
    tar.write(new byte[-body.length & 511]);
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }
}
