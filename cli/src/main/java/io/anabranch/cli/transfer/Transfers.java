package io.anabranch.cli.transfer;

import io.anabranch.cli.console.Console;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.Download;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.UploadOptions;
import io.anabranch.sdk.model.ObjectStats;
import io.anabranch.sdk.model.ObjectStatsList;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Objects between a folder and a branch, several at once. Thread-safe. */
public final class Transfers {

  private final Console console;
  private final Anabranch server;
  private final int atOnce;
  private final boolean shown;
  private final Routes routes;

  Transfers(Console console, Anabranch server, int atOnce, boolean shown, boolean presign) {
    this.console = console;
    this.server = server;
    this.atOnce = atOnce;
    this.shown = shown && console.terminal();
    this.routes = new Routes(server, presign);
  }

  /** All objects below a prefix, also in folders below it. */
  public Stream<ObjectStats> list(PathUri prefix) {
    return Pages.of(
        after ->
            server
                .objects()
                .listObjects(
                    prefix.repository(),
                    prefix.ref(),
                    true,
                    false,
                    after,
                    Pages.LARGEST,
                    "",
                    prefix.path()),
        ObjectStatsList::getResults,
        ObjectStatsList::getPagination);
  }

  /** What is told of a file that becomes an object: a type that its name lets guess. */
  public static UploadOptions guessed(String name) {
    String type = URLConnection.guessContentTypeFromName(name);
    return type == null ? UploadOptions.NONE : UploadOptions.NONE.withContentType(type);
  }

  public ObjectStats upload(PathUri to, Path file, UploadOptions options) throws IOException {
    try (var progress = progress("upload", Files.size(file))) {
      return upload(to, file, options, progress);
    }
  }

  private ObjectStats upload(PathUri to, Path file, UploadOptions options, Progress progress)
      throws IOException {
    long length = Files.size(file);
    ObjectStats made = routes.of(to.repository(), length).upload(to, file, options);
    progress.add(length);
    return made;
  }

  /**
   * @param names below the folder; they follow the prefix
   * @return the number of bytes
   */
  public long uploadAll(
      LocalFiles folder, List<String> names, PathUri prefix, Function<String, UploadOptions> about)
      throws IOException {
    long bytes = 0;
    for (String name : names) {
      bytes += Files.size(folder.resolve(name));
    }
    try (var progress = progress("upload", bytes)) {
      Parallel.forEach(
          names.stream(),
          atOnce,
          name ->
              upload(
                  prefix.withPath(prefix.path() + name),
                  folder.resolve(name),
                  about.apply(name),
                  progress));
    }
    return bytes;
  }

  /** What else is done with a file that was downloaded. */
  @FunctionalInterface
  public interface Arrival {
    void arrived(String name, ObjectStats object) throws IOException;
  }

  /**
   * @param objects below the prefix; what follows it is the name of the file
   */
  public void downloadAll(
      PathUri prefix, List<ObjectStats> objects, LocalFiles folder, Arrival arrival)
      throws IOException {
    // A path with a slash at its end marks a folder; there is no such file.
    List<ObjectStats> files =
        objects.stream().filter(object -> !object.getPath().endsWith("/")).toList();
    try (var progress = progress("download", bytes(files))) {
      Parallel.forEach(
          files.stream(),
          atOnce,
          object -> {
            String name = object.getPath().substring(prefix.path().length());
            download(prefix.withPath(object.getPath()), size(object), name, folder, progress);
            arrival.arrived(name, object);
          });
    }
  }

  public void download(PathUri from, long length, String name, LocalFiles folder)
      throws IOException {
    try (var progress = progress("download", length)) {
      download(from, length, name, folder, progress);
    }
  }

  private void download(
      PathUri from, long length, String name, LocalFiles folder, Progress progress)
      throws IOException {
    try (Download download = routes.of(from.repository(), length).download(from);
        InputStream bytes = progress.counting(download.stream())) {
      folder.write(name, bytes);
    }
  }

  private Progress progress(String what, long bytes) {
    return shown ? Progress.show(console, what, bytes) : Progress.hidden();
  }

  private static long bytes(List<ObjectStats> objects) {
    return objects.stream().mapToLong(Transfers::size).sum();
  }

  private static long size(ObjectStats object) {
    return object.getSizeBytes() == null ? 0 : object.getSizeBytes();
  }
}
