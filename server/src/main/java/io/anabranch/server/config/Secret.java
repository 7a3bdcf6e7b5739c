package io.anabranch.server.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must not be printed. Whoever needs the text asks for it by name. */
public final class Secret {

  static final String MASK = "********";

  private final String text;

  public Secret(String text) {
    this.text = text;
  }

  /** The text itself: hand it to what needs it, never to a log, a message or a response. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return MASK;
  }
}
