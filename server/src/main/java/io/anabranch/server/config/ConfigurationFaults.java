package io.anabranch.server.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used. Holds every fault found, not just the first. */
public final class ConfigurationFaults extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<ConfigurationFault> faults;

  public ConfigurationFaults(List<ConfigurationFault> faults) {
    super(
        faults.stream()
            .map(fault -> "\n  " + fault)
            .collect(Collectors.joining("", "bad configuration:", "")));
    this.faults = List.copyOf(faults);
  }

  public List<ConfigurationFault> faults() {
    return faults;
  }
}
