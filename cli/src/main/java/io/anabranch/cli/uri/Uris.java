package io.anabranch.cli.uri;

import io.anabranch.cli.console.CliException;

/**
 * Reads URIs.
 *
 * @param base what to put before one that has no scheme; may be empty
 */
public record Uris(String base) {

  static final String SCHEME = "lakefs://";

  /** A repository, its ref and what follows; absent ones are empty. */
  private record Parts(String repository, String ref, String path, int slashes) {}

  public RepositoryUri repository(String text) {
    Parts parts = parts(text);
    if (parts.repository.isEmpty() || !parts.ref.isEmpty() || !parts.path.isEmpty()) {
      throw malformed("repository", text, "REPOSITORY");
    }
    return new RepositoryUri(parts.repository);
  }

  /**
   * @param kind branch, tag or ref, for the message
   */
  public RefUri ref(String kind, String text) {
    Parts parts = parts(text);
    if (parts.repository.isEmpty() || parts.ref.isEmpty() || !parts.path.isEmpty()) {
      throw malformed(kind, text, "REPOSITORY/REF");
    }
    return new RefUri(parts.repository, parts.ref);
  }

  public PathUri path(String text) {
    Parts parts = parts(text);
    if (parts.repository.isEmpty() || parts.ref.isEmpty() || parts.slashes < 2) {
      throw malformed("path", text, "REPOSITORY/REF/PATH");
    }
    return new PathUri(parts.repository, parts.ref, parts.path);
  }

  private Parts parts(String text) {
    String whole = text.startsWith(SCHEME) ? text : base + text;
    if (!whole.startsWith(SCHEME)) {
      throw new CliException(
          "malformed URI " + text + ": expected " + SCHEME + "… (or set --base-uri)");
    }
    String[] parts = whole.substring(SCHEME.length()).split("/", 3);
    return new Parts(
        parts[0],
        parts.length > 1 ? parts[1] : "",
        parts.length > 2 ? parts[2] : "",
        parts.length - 1);
  }

  private static CliException malformed(String kind, String text, String expected) {
    return new CliException(
        "malformed " + kind + " URI " + text + ": expected " + SCHEME + expected);
  }
}
