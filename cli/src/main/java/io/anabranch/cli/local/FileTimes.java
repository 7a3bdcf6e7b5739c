package io.anabranch.cli.local;

import io.anabranch.sdk.model.ObjectStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** When files were changed, in seconds since 1970, kept with their objects as the peer keeps it. */
final class FileTimes {

  static final String METADATA_KEY = "::lakefs::client-mtime";

  private FileTimes() {}

  static long of(Path file) throws IOException {
    return Files.getLastModifiedTime(file).to(TimeUnit.SECONDS);
  }

  /** That of the file it was uploaded from, if it was; otherwise its own. */
  static long of(ObjectStats object) {
    Map<String, String> metadata = Objects.requireNonNullElse(object.getMetadata(), Map.of());
    String kept = metadata.getOrDefault(METADATA_KEY, "");
    return kept.matches("[0-9]{1,18}") ? Long.parseLong(kept) : object.getMtime();
  }

  static void set(Path file, long seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(seconds, TimeUnit.SECONDS));
  }
}
