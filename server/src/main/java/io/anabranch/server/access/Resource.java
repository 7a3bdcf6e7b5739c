package io.anabranch.server.access;

/**
 * What something is done to, as an ARN.
 *
 * @param text compared as it is: an asterisk of a path is no wildcard here
 * @param whole whether it means everything that begins so, too: then it takes an allow that covers
 *     all of it, and a deny of any part of it is one of the whole
 */
public record Resource(String text, boolean whole) {

  /** What is asked for where there is no single thing: only {@code *} covers it. */
  public static final Resource ALL = new Resource("*", false);

  private static final String FS = "arn:lakefs:fs:::";
  private static final String AUTH = "arn:lakefs:auth:::";
  private static final String STORES = "arn:lakefs:stores:::";

  private static Resource one(String text) {
    return new Resource(text, false);
  }

  public static Resource repository(String repository) {
    return one(FS + "repository/" + repository);
  }

  public static Resource branch(String repository, String branch) {
    return one(FS + "repository/" + repository + "/branch/" + branch);
  }

  public static Resource tag(String repository, String tag) {
    return one(FS + "repository/" + repository + "/tag/" + tag);
  }

  public static Resource object(String repository, String path) {
    return one(FS + "repository/" + repository + "/object/" + path);
  }

  /** Every object whose path begins so; empty for all of the repository. */
  public static Resource objects(String repository, String prefix) {
    return new Resource(object(repository, prefix).text(), true);
  }

  /** A place on a store, as the URI of a storage namespace or of an object. */
  public static Resource namespace(String uri) {
    return one(FS + "namespace/" + uri);
  }

  /** Every place whose URI begins so. */
  public static Resource namespaces(String uri) {
    return new Resource(namespace(uri).text(), true);
  }

  public static Resource user(String id) {
    return one(AUTH + "user/" + id);
  }

  public static Resource group(String id) {
    return one(AUTH + "group/" + id);
  }

  public static Resource policy(String id) {
    return one(AUTH + "policy/" + id);
  }

  /**
   * @param name the id of the store, never its alias; {@code blockstore} where it has none
   */
  public static Resource store(String name) {
    return one(STORES + "store/" + name);
  }

  /** For people: with an asterisk at the end of what is whole. */
  @Override
  public String toString() {
    return whole ? text + "*" : text;
  }
}
