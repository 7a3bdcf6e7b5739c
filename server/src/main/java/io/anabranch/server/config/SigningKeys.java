package io.anabranch.server.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * What signs for the server, and encrypts what it stores secretly.
 *
 * @param previous keys that were current before: what was made with them is still honoured
 */
public record SigningKeys(Secret current, List<Secret> previous) {

  public SigningKeys {
    previous = List.copyOf(previous);
  }

  public static SigningKeys of(Secret current) {
    return new SigningKeys(current, List.of());
  }

  /** The current one first. */
  public List<Secret> all() {
    return Stream.concat(Stream.of(current), previous.stream()).toList();
  }
}
