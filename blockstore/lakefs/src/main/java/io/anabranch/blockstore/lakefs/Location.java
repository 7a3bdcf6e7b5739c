package io.anabranch.blockstore.lakefs;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.PhysicalAddress;
import java.util.regex.Pattern;

/**
 * A place on the other server.
 *
 * @param ref a branch, a tag, a commit id, or an expression
 * @param path of an object, or what such paths begin with, which may be nothing
 */
record Location(String repository, String ref, String path) {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{64}");

  /** Dots alone would be resolved in a URL. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][^/]*");

  /**
   * @param container a repository
   * @param key a ref, a slash, a path
   * @throws BlockstoreException INVALID_ADDRESS for a key without a ref, NOT_FOUND where nothing
   *     can have the name that a repository or ref is given by
   */
  static Location of(String container, String key) {
    int slash = key.indexOf('/');
    if (slash <= 0) {
      throw new BlockstoreException(
          Kind.INVALID_ADDRESS, "`" + key + "` does not begin with a branch, a tag or a commit id");
    }
    return new Location(name(container), name(key.substring(0, slash)), key.substring(slash + 1));
  }

  static Location of(PhysicalAddress address) {
    return of(address.container(), address.key());
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new BlockstoreException(
          Kind.NOT_FOUND, "`" + text + "` is no name of a repository, branch, tag or commit");
    }
    return text;
  }

  static boolean isCommit(String ref) {
    return COMMIT.matcher(ref).matches();
  }

  /**
   * @throws BlockstoreException INVALID_ADDRESS when the ref can be another commit tomorrow
   */
  Location requireSettled() {
    if (!isCommit(ref)) {
      throw new BlockstoreException(
          Kind.INVALID_ADDRESS,
          "`" + ref + "` of repository `" + repository + "` may move: name a commit id instead");
    }
    return this;
  }

  /** What the keys begin with of all that the ref holds. */
  String start() {
    return ref + "/";
  }

  PhysicalAddress address() {
    return new PhysicalAddress(repository, start() + path);
  }
}
