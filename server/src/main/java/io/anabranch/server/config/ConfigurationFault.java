package io.anabranch.server.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key such as {@code database.type}; empty when no single key is to blame
 * @param source where it was set; empty when it was not
 * @param text what is wrong and what to change
 */
public record ConfigurationFault(String key, String source, String text) {

  @Override
  public String toString() {
    String place = source.isEmpty() ? key : key.isEmpty() ? source : key + " (" + source + ")";
    return place.isEmpty() ? text : place + ": " + text;
  }
}
