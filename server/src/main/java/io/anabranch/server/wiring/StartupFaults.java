package io.anabranch.server.wiring;

import java.util.List;

/** What forbids to start with this configuration over this database: everything, at once. */
public final class StartupFaults extends Exception {

  private final List<String> faults;

  StartupFaults(List<String> faults) {
    super(String.join("\n", faults));
    this.faults = List.copyOf(faults);
  }

  public List<String> faults() {
    return faults;
  }
}
