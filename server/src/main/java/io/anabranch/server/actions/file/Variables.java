package io.anabranch.server.actions.file;

import io.anabranch.server.config.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The variables of the environment that action files may refer to, as <code>{{ ENV.NAME }}</code>.
 *
 * @param values by name; only those that are allowed
 */
public record Variables(Map<String, Secret> values) {

  private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*ENV\\.(\\w+)\\s*}}");

  /** Shorter ones would garble what they are masked in, and are no secrets. */
  private static final int SHORTEST_SECRET = 4;

  public Variables {
    values = Map.copyOf(values);
  }

  /** The same properties with what the variables hold. */
  public Properties fill(Properties properties) throws BadActionException {
    Map<String, @Nullable Object> filled = new LinkedHashMap<>();
    for (var entry : properties.values().entrySet()) {
      filled.put(entry.getKey(), fill(properties, entry.getKey(), entry.getValue()));
    }
    return new Properties(properties.place(), filled);
  }

  private @Nullable Object fill(Properties properties, String name, @Nullable Object value)
      throws BadActionException {
    return switch (value) {
      case String text -> fill(properties, name, text);
      case List<?> list -> {
        List<@Nullable Object> filled = new ArrayList<>();
        for (Object item : list) {
          filled.add(fill(properties, name, item));
        }
        yield filled;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> filled = new LinkedHashMap<>();
        for (var entry : map.entrySet()) {
          filled.put(String.valueOf(entry.getKey()), fill(properties, name, entry.getValue()));
        }
        yield filled;
      }
      case null, default -> value;
    };
  }

  private String fill(Properties properties, String name, String text) throws BadActionException {
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder filled = new StringBuilder();
    while (reference.find()) {
      Secret value = values.get(reference.group(1));
      if (value == null) {
        throw properties.bad(
            name,
            "refers to the variable "
                + reference.group(1)
                + ", which is not set or which hooks may not have: see actions.env");
      }
      reference.appendReplacement(filled, Matcher.quoteReplacement(value.reveal()));
    }
    return reference.appendTail(filled).toString();
  }

  /** A text with references in the place of what the variables hold. */
  public String mask(String text) {
    String masked = text;
    for (var entry : values.entrySet()) {
      String value = entry.getValue().reveal();
      if (value.length() >= SHORTEST_SECRET) {
        masked = masked.replace(value, "{{ ENV." + entry.getKey() + " }}");
      }
    }
    return masked;
  }
}
