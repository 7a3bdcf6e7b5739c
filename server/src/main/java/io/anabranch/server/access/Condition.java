package io.anabranch.server.access;

import io.anabranch.outgoing.Network;
import java.net.InetAddress;
import java.util.List;

/** One condition of a statement; it applies only where all of them hold. */
sealed interface Condition {

  /**
   * @param effect of the statement: where it cannot be told, an allow does not apply and a deny
   *     does
   */
  boolean holds(Circumstances circumstances, Effect effect);

  /** The client's address is in one of the networks, or in none of them. */
  record Address(List<Network> networks, boolean inside) implements Condition {

    @Override
    public boolean holds(Circumstances circumstances, Effect effect) {
      InetAddress address = circumstances.address();
      return address == null
          ? effect == Effect.DENY
          : networks.stream().anyMatch(network -> network.contains(address)) == inside;
    }
  }

  /** A text is like one of the patterns, or like none of them. */
  record Text(Field field, List<Glob> patterns, boolean like) implements Condition {

    @Override
    public boolean holds(Circumstances circumstances, Effect effect) {
      String value = field.of(circumstances);
      return patterns.stream().anyMatch(pattern -> pattern.matches(value)) == like;
    }
  }

  /** What conditions on text look at. */
  enum Field {
    USERNAME("Username"),
    CLIENT("Client");

    private final String text;

    Field(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    private String of(Circumstances circumstances) {
      return switch (this) {
        case USERNAME -> circumstances.user();
        case CLIENT -> circumstances.client();
      };
    }
  }
}
