package io.anabranch.server.trail;

/**
 * What a request presented to say who makes it, whether it was right or not.
 *
 * @param id of the access key, session or identity, never a secret; empty when there is none to be
 *     read
 */
public record Presented(Kind kind, String id) {

  /** The names are in databases, so they stay. */
  public enum Kind {
    /** Nothing that could be read. */
    NONE,
    /** An access key. */
    KEY,
    /** A session, by its token. */
    SESSION,
    /** A token of a provider of identities, proven. */
    PROVIDER
  }

  public static final Presented NONE = new Presented(Kind.NONE, "");
}
