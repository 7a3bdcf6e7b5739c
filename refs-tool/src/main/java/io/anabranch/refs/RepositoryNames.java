package io.anabranch.refs;

/** How people name repositories: plainly, or as a URI as other commands have it. */
final class RepositoryNames {

  private static final String SCHEME = "lakefs://";

  private RepositoryNames() {}

  static String plain(String text) {
    if (!text.startsWith(SCHEME)) {
      return text;
    }
    String rest = text.substring(SCHEME.length());
    return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
  }
}
