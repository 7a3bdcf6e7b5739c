package io.anabranch.cli.uri;

/**
 * Such as {@code lakefs://rivers/main}.
 *
 * @param ref a branch, a tag, a commit, or an expression over one
 */
public record RefUri(String repository, String ref) {

  @Override
  public String toString() {
    return Uris.SCHEME + repository + "/" + ref;
  }
}
