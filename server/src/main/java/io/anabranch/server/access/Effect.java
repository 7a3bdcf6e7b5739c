package io.anabranch.server.access;

import java.util.Locale;
import java.util.Optional;

/** What a statement does with what it covers. A deny goes before every allow. */
public enum Effect {
  ALLOW,
  DENY;

  /** As policies write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Effect> find(String text) {
    return switch (text) {
      case "allow" -> Optional.of(ALLOW);
      case "deny" -> Optional.of(DENY);
      default -> Optional.empty();
    };
  }
}
