package io.anabranch.server.actions.file;

import io.anabranch.server.config.GoDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a hook is told, as YAML values: maps, lists, texts, numbers, flags. Texts may refer to
 * variables of the environment; see {@link Variables}.
 *
 * @param place names file, hook and group, for messages
 */
public record Properties(String place, Map<String, @Nullable Object> values) {

  static Properties of(String place, @Nullable Object value) throws BadActionException {
    if (!(value instanceof Map<?, ?> map)) {
      throw new BadActionException(place + " is not a group of keys and values");
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    map.forEach((key, item) -> values.put(String.valueOf(key), item));
    return new Properties(place, values);
  }

  /** A text that is there: the form was looked at when the file was read. */
  public String text(String name) throws BadActionException {
    return findText(name).orElseThrow(() -> bad(name, "is missing"));
  }

  /** Scalars of all kinds are texts too. */
  public Optional<String> findText(String name) throws BadActionException {
    Object value = values.get(name);
    if (value instanceof Map || value instanceof List) {
      throw bad(name, "is not a text");
    }
    return Optional.ofNullable(value).map(String::valueOf);
  }

  public boolean flag(String name) throws BadActionException {
    return switch (values.get(name)) {
      case null -> false;
      case Boolean flag -> flag;
      default -> throw bad(name, "is neither true nor false");
    };
  }

  /** Nothing when it is not there. */
  public Properties group(String name) throws BadActionException {
    Object group = values.get(name);
    return of(place + ", " + name, group == null ? Map.of() : group);
  }

  /** One text or a list of them. */
  public List<String> texts(String name) throws BadActionException {
    if (!(values.get(name) instanceof List<?> items)) {
      return findText(name).map(List::of).orElse(List.of());
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      if (item == null || item instanceof Map || item instanceof List) {
        throw bad(name, "holds something that is no text");
      }
      texts.add(String.valueOf(item));
    }
    return texts;
  }

  /** A length of time such as {@code 90s} or {@code 1m30s}. */
  public Optional<Duration> findDuration(String name) throws BadActionException {
    Optional<String> text = findText(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        GoDuration.find(text.get())
            .orElseThrow(() -> bad(name, "is no length of time such as 30s, 1m30s or 1h")));
  }

  public BadActionException bad(String name, String problem) {
    return new BadActionException(place + ", " + name + " " + problem);
  }
}
