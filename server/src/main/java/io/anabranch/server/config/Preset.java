package io.anabranch.server.config;

import java.util.Map;

/**
 * Values that a mode of the server brings along, such as quickstart; weaker than the environment
 * and the file, stronger than the defaults.
 *
 * @param name as faults and the printed configuration call it
 * @param values key to text
 */
public record Preset(String name, Map<String, String> values) {

  public static final Preset NONE = new Preset("none", Map.of());

  public Preset {
    values = Map.copyOf(values);
  }
}
