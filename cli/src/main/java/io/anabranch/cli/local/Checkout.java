package io.anabranch.cli.local;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.local.Change.Kind;
import io.anabranch.cli.transfer.LocalFiles;
import io.anabranch.cli.transfer.Transfers;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.model.ObjectStats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A folder that follows a path of a branch. A file has changed when its size or its time differs
 * from the object's at the commit the folder is at.
 */
final class Checkout {

  private final Context context;
  private final Transfers transfers;
  private final Path folder;
  private final LocalFiles files;
  private CheckoutIndex index;

  Checkout(Context context, Transfers transfers, Path folder, CheckoutIndex index) {
    this.context = context;
    this.transfers = transfers;
    this.folder = folder;
    this.files = new LocalFiles(folder);
    this.index = index;
  }

  /** That of a folder, or of the one around it. */
  static Checkout find(Context context, Transfers transfers, Path folder) throws IOException {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(CheckoutIndex.NAME))) {
        return new Checkout(context, transfers, at, CheckoutIndex.read(at));
      }
    }
    throw new CliException(
        folder + " follows no branch: use `anabranch local clone` or `anabranch local init`");
  }

  PathUri source() {
    return index.source();
  }

  String head() {
    return index.head();
  }

  Path folder() {
    return folder;
  }

  /** The commit the followed branch, or other ref, is at now. */
  String currentHead() {
    return headOf(source().ref());
  }

  String headOf(String ref) {
    return context.server().commits().getCommit(source().repository(), ref).getId();
  }

  /**
   * An operation that broke off can be repeated; another one would take its remains for changes.
   *
   * @param next what is to be done now
   */
  void requireNothingBegunBut(String next) {
    String active = index.active();
    if (!active.isEmpty() && !active.equals(next)) {
      throw new CliException(
          "the last `local "
              + active
              + "` broke off: repeat it, or let `local checkout` make "
              + folder
              + " as the branch is, without your changes");
    }
  }

  /** What was changed here. */
  List<Change> changes() throws IOException {
    Map<String, ObjectStats> there = objects(index.head());
    List<Change> changes = new ArrayList<>();
    for (String name : files.list()) {
      if (isOurs(name)) {
        continue;
      }
      ObjectStats object = there.remove(name);
      if (object == null) {
        changes.add(new Change(name, Kind.ADDED));
      } else if (differs(name, object)) {
        changes.add(new Change(name, Kind.CHANGED));
      }
    }
    there.keySet().forEach(name -> changes.add(new Change(name, Kind.REMOVED)));
    return changes.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
  }

  private static boolean isOurs(String name) {
    return name.equals(CheckoutIndex.NAME) || name.equals(CheckoutIndex.NAME + ".new");
  }

  private boolean differs(String name, ObjectStats object) throws IOException {
    Path file = files.resolve(name);
    return Files.size(file) != Objects.requireNonNullElse(object.getSizeBytes(), 0L)
        || FileTimes.of(file) != FileTimes.of(object);
  }

  /** What differs on the branch between the folder's commit and another. */
  List<Change> changesUntil(String commit) {
    Map<String, ObjectStats> before = objects(index.head());
    List<Change> changes = new ArrayList<>();
    objects(commit)
        .forEach(
            (name, object) -> {
              ObjectStats old = before.remove(name);
              if (old == null) {
                changes.add(new Change(name, Kind.ADDED));
              } else if (!old.getChecksum().equals(object.getChecksum())) {
                changes.add(new Change(name, Kind.CHANGED));
              }
            });
    before.keySet().forEach(name -> changes.add(new Change(name, Kind.REMOVED)));
    return changes;
  }

  /** The objects below the source at a commit, by what follows the source's path. */
  private Map<String, ObjectStats> objects(String commit) {
    int prefix = source().path().length();
    return transfers
        .list(source().withRef(commit))
        .filter(object -> !object.getPath().endsWith("/"))
        .collect(
            Collectors.toMap(
                object -> object.getPath().substring(prefix),
                Function.identity(),
                (first, _) -> first,
                TreeMap::new));
  }

  /** Makes files as they are at a commit, and follows a ref from there. */
  void take(String operation, String commit, PathUri follow, List<Change> changes)
      throws IOException {
    index = index.during(operation);
    index.write(folder);
    Map<String, ObjectStats> there = objects(commit);
    List<ObjectStats> wanted = new ArrayList<>();
    for (Change change : changes) {
      ObjectStats object = there.get(change.name());
      if (object == null) {
        files.delete(change.name());
      } else {
        wanted.add(object);
      }
    }
    transfers.downloadAll(
        source().withRef(commit),
        wanted,
        files,
        (name, object) -> FileTimes.set(files.resolve(name), FileTimes.of(object)));
    index = index.on(follow).at(commit);
    index.write(folder);
  }

  /** Uploads and removes what was changed here; it is not committed yet. */
  void send(List<Change> changes) throws IOException {
    index = index.during("commit");
    index.write(folder);
    List<String> names = new ArrayList<>();
    for (Change change : changes) {
      if (change.kind() != Kind.REMOVED) {
        names.add(change.name());
      }
    }
    Map<String, String> times = new TreeMap<>();
    for (String name : names) {
      times.put(name, String.valueOf(FileTimes.of(files.resolve(name))));
    }
    transfers.uploadAll(
        files,
        names,
        source(),
        name ->
            Transfers.guessed(name)
                .withMetadata(Map.of(FileTimes.METADATA_KEY, times.getOrDefault(name, "0"))));
    for (Change change : changes) {
      if (change.kind() == Kind.REMOVED) {
        context
            .server()
            .objects()
            .deleteObject(
                source().repository(), source().ref(), source().path() + change.name(), null, null);
      }
    }
  }

  /** The folder is as this commit is. */
  void arrivedAt(String commit) throws IOException {
    index = index.at(commit);
    index.write(folder);
  }
}
