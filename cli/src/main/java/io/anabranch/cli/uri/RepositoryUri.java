package io.anabranch.cli.uri;

/** Such as {@code lakefs://rivers}. */
public record RepositoryUri(String repository) {

  @Override
  public String toString() {
    return Uris.SCHEME + repository;
  }
}
