package io.anabranch.server.s3gateway.protocol;

/** What a request is about. */
public enum Target {
  /** All repositories. */
  SERVICE,
  /** One repository. */
  BUCKET,
  /** A ref without a path: no operation is about that. */
  REF,
  /** A path of a ref. */
  OBJECT
}
