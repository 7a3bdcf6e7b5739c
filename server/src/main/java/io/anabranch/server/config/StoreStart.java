package io.anabranch.server.config;

/** What the server does when a store does not answer at start. */
public enum StoreStart {
  /** Start; the store's repositories answer 503 until it is back. */
  LAZY,
  /** Do not start. */
  EAGER
}
