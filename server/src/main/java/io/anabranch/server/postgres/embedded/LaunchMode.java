package io.anabranch.server.postgres.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom PostgreSQL runs, which refuses to run as root. The files of a cluster belong to that
 * user, so a data directory keeps the mode that it was made with.
 */
enum LaunchMode {
  /** As the user of this process. */
  ORDINARY_USER,
  /** Root, in a user namespace that maps it to nobody: needs no second user's rights to files. */
  USER_NAMESPACE,
  /** Root changes to user 65534 (nobody); where user namespaces are blocked, as in containers. */
  NOBODY;

  static final int NOBODY_ID = 65534;

  private static final String SETPRIV = "setpriv";
  private static final Duration PROBE_LIMIT = Duration.ofSeconds(10);

  /** The mode for a new data directory on this machine. */
  static LaunchMode choose(Path anyDirectory) throws IOException {
    if (!isRoot()) {
      return ORDINARY_USER;
    }
    if (!isOnPath(SETPRIV) || !isOnPath("unshare")) {
      throw new EmbeddedPostgresException(
          "PostgreSQL does not run as root: start as another user, or install util-linux (setpriv,"
              + " unshare)");
    }
    return userNamespacesWork(anyDirectory) ? USER_NAMESPACE : NOBODY;
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /**
   * What goes before {@code initdb}: the user, and the wish to be killed when the thread that
   * started it ends. It would answer a gentler signal only after its current step.
   */
  List<String> initdbPrefix() {
    return Stream.concat(userWords().stream(), endingWithParent("KILL").stream()).toList();
  }

  /**
   * What goes before the server: a session of its own, so that Ctrl-C in a terminal reaches the
   * parent alone; the user; and the wish to be interrupted, its "fast shutdown", when the thread
   * that started it ends.
   */
  List<String> serverPrefix() {
    var words = new ArrayList<String>();
    if (isOnPath("setsid")) {
      words.add("setsid");
    }
    words.addAll(userWords());
    words.addAll(endingWithParent("INT"));
    return words;
  }

  private List<String> userWords() {
    return switch (this) {
      case ORDINARY_USER -> List.of();
      case USER_NAMESPACE -> List.of("unshare", "-U");
      case NOBODY ->
          List.of(SETPRIV, "--reuid=" + NOBODY_ID, "--regid=" + NOBODY_ID, "--clear-groups", "--");
    };
  }

  /** The kernel does that, on Linux. A change of user clears the wish, so it comes last. */
  private static List<String> endingWithParent(String signal) {
    return isOnPath(SETPRIV) ? List.of(SETPRIV, "--pdeathsig=" + signal, "--") : List.of();
  }

  /** Hands a file or directory to the user that PostgreSQL runs as. */
  void own(Path path) throws IOException {
    if (this == NOBODY) {
      Files.setAttribute(path, "unix:uid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", NOBODY_ID, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * @throws EmbeddedPostgresException when a directory above is closed to the user
   */
  void requireReachable(Path path) throws IOException {
    for (Path above = path; this == NOBODY && above != null; above = above.getParent()) {
      if (!Files.getPosixFilePermissions(above).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        throw new EmbeddedPostgresException(
            "PostgreSQL runs as user %d, which cannot pass through %s to %s: choose a directory elsewhere, or start as a user other than root"
                .formatted(NOBODY_ID, above, path));
      }
    }
  }

  private static boolean userNamespacesWork(Path directory) throws IOException {
    try {
      Command.run(List.of("unshare", "-U", "true"), directory, PROBE_LIMIT);
      return true;
    } catch (EmbeddedPostgresException e) {
      return false;
    }
  }

  private static boolean isOnPath(String command) {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(":"))
        .filter(directory -> !directory.isEmpty())
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
  }
}
