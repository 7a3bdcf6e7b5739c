package io.anabranch.server.config;

import io.anabranch.outgoing.AddressRules;
import java.util.List;

/** The key {@code allowed_addresses}, wherever it stands. */
final class AllowedAddresses {

  private AllowedAddresses() {}

  static List<String> read(Section section, String comment) {
    List<String> allowed = section.value("allowed_addresses", Kinds.LIST, List.of(), comment);
    try {
      AddressRules.allowing(allowed);
    } catch (IllegalArgumentException e) {
      section.fault("allowed_addresses", String.valueOf(e.getMessage()));
      return List.of();
    }
    return allowed;
  }
}
