package io.anabranch.server.system;

import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.Download;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.model.CommitList;
import io.anabranch.sdk.model.ObjectStats;
import io.anabranch.sdk.model.ObjectStatsList;
import io.anabranch.sdk.model.Ref;
import io.anabranch.sdk.model.RefList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * All that can be seen of a repository, as lines: its refs, of each the log, the listing and the
 * SHA-256 of every object. Not the addresses of objects.
 */
final class Picture {

  private final Anabranch server;
  private final String repository;
  private final List<String> lines = new ArrayList<>();

  private Picture(Anabranch server, String repository) {
    this.server = server;
    this.repository = repository;
  }

  static List<String> of(Anabranch server, String repository) {
    var picture = new Picture(server, repository);
    picture.addRefs();
    return picture.lines;
  }

  private void addRefs() {
    Pages.of(
            after -> server.branches().listBranches(repository, "", after, 100, true),
            RefList::getResults,
            RefList::getPagination)
        .forEach(this::addRef);
    Pages.of(
            after -> server.tags().listTags(repository, "", after, 100),
            RefList::getResults,
            RefList::getPagination)
        .forEach(this::addRef);
  }

  private void addRef(Ref ref) {
    lines.add("ref %s is %s".formatted(ref.getId(), ref.getCommitId()));
    Pages.of(
            after ->
                server
                    .refs()
                    .logCommits(
                        repository, ref.getId(), after, 100, null, null, null, null, null, null),
            CommitList::getResults,
            CommitList::getPagination)
        .forEach(commit -> lines.add("log %s %s".formatted(ref.getId(), commit)));
    Pages.of(
            after ->
                server
                    .objects()
                    .listObjects(repository, ref.getId(), true, false, after, 100, "", ""),
            ObjectStatsList::getResults,
            ObjectStatsList::getPagination)
        .forEach(object -> addObject(ref.getId(), object));
  }

  private void addObject(String ref, ObjectStats object) {
    lines.add(
        "object %s/%s %s %s %s %s"
            .formatted(
                ref,
                object.getPath(),
                object.getSizeBytes(),
                object.getChecksum(),
                Objects.requireNonNullElse(object.getMetadata(), ""),
                sha256(ref, object.getPath())));
  }

  private String sha256(String ref, String path) {
    try (Download download = server.contents().download(repository, ref, path)) {
      return sha256(download.stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(InputStream bytes) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 * 1024];
      for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
