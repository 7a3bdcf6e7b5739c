package io.anabranch.cli.uri;

/**
 * Such as {@code lakefs://rivers/main/europe/rhine.csv}.
 *
 * @param path of an object, or a prefix of several; may be empty
 */
public record PathUri(String repository, String ref, String path) {

  /** With a path that ends in a slash, unless it is empty. */
  public PathUri asFolder() {
    return path.isEmpty() || path.endsWith("/") ? this : withPath(path + "/");
  }

  public PathUri withPath(String other) {
    return new PathUri(repository, ref, other);
  }

  public PathUri withRef(String other) {
    return new PathUri(repository, other, path);
  }

  @Override
  public String toString() {
    return Uris.SCHEME + repository + "/" + ref + "/" + path;
  }
}
