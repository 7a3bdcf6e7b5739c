package io.anabranch.blockstore;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a writer says of an object's bytes, kept by stores whose {@link Capabilities#attributes}
 * says so. Together at most {@value #MAXIMUM_BYTES} bytes, as the strictest stores demand.
 *
 * @param contentType a media type; empty when the writer names none
 * @param metadata names, in lower-case letters, digits, {@code _} and beginning with a letter, to
 *     values of any text; adapters encode what their store cannot carry
 */
public record ObjectAttributes(Optional<String> contentType, Map<String, String> metadata) {

  public static final int MAXIMUM_BYTES = 2048;

  /** Nothing said. */
  public static final ObjectAttributes NONE = new ObjectAttributes(Optional.empty(), Map.of());

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  public ObjectAttributes {
    metadata = Map.copyOf(metadata);
    for (String name : metadata.keySet()) {
      if (!isName(name)) {
        throw new IllegalArgumentException("Not a name of metadata: `" + name + "`");
      }
    }
  }

  /** Whether metadata can have such a name here; what others wrote may have others. */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  public boolean isNone() {
    return contentType.isEmpty() && metadata.isEmpty();
  }
}
