package io.anabranch.server.s3gateway.protocol;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a request. Of one that is given twice, the first counts everywhere. */
public final class Query {

  private final Map<String, String> values;

  private Query(Map<String, String> values) {
    this.values = values;
  }

  /**
   * @param raw without the question mark
   * @throws io.anabranch.server.s3gateway.errors.S3Exception INVALID_REQUEST
   */
  public static Query parse(String raw) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        values.putIfAbsent(decode(name), decode(value));
      }
    }
    return new Query(values);
  }

  private static String decode(String text) {
    return PercentEncoding.decode(text.replace('+', ' '));
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public Set<String> names() {
    return values.keySet();
  }

  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Optional<String> findIgnoringCase(String name) {
    return values.entrySet().stream()
        .filter(value -> value.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Empty when it is missing, too. */
  public String get(String name) {
    return values.getOrDefault(name, "");
  }

  /**
   * How many things to list.
   *
   * @return at most {@code most}, which is meant where there is no number, too
   * @throws io.anabranch.server.s3gateway.errors.S3Exception INVALID_ARGUMENT when it is negative
   */
  public int count(String name, int most) {
    String text = get(name);
    try {
      int count = text.isEmpty() ? most : Integer.parseInt(text);
      if (count < 0) {
        throw S3Error.INVALID_ARGUMENT.exception(name + " must not be negative: " + count);
      }
      return Math.min(count, most);
    } catch (NumberFormatException _) {
      // Clients of the field count on it: what is no number is as good as none.
      return most;
    }
  }

  /**
   * A number that must be one.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception INVALID_ARGUMENT
   */
  public int number(String name, int least, int most) {
    String text = get(name);
    try {
      int number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // It is refused below, as a number out of bounds is.
    }
    throw S3Error.INVALID_ARGUMENT.exception(
        "%s must be a number from %d to %d, not '%s'".formatted(name, least, most, text));
  }
}
