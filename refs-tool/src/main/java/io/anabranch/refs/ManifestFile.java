package io.anabranch.refs;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Manifests as files, {@code <repository>_manifest.json}, in the form that the field's script reads
 * and writes.
 */
final class ManifestFile {

  private ManifestFile() {}

  static Path in(Path folder, String repository) {
    return folder.resolve(repository + "_manifest.json");
  }

  /**
   * @throws RefsException if the file is none, is too long, or lacks something
   */
  static Manifest read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(ManifestJson.MAX_BYTES + 1);
      return new ManifestJson(file.getFileName().toString()).read(bytes);
    } catch (NoSuchFileException e) {
      throw new RefsException("there is no such file", e);
    }
  }

  /** Durable on return; at no time half a file stands under its name. */
  static Path write(Path folder, Manifest manifest) throws IOException {
    Path file = in(folder, manifest.name());
    Path growing = folder.resolve("." + file.getFileName() + ".new");
    try (var channel = FileChannel.open(growing, CREATE, TRUNCATE_EXISTING, WRITE)) {
      var content = ByteBuffer.wrap(ManifestJson.write(manifest));
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    Files.move(growing, file, ATOMIC_MOVE, REPLACE_EXISTING);
    try (var channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
    return file;
  }
}
