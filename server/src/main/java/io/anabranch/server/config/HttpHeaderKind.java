package io.anabranch.server.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Headers of requests as they are written down: {@code Name: value}. Values are secrets. */
final class HttpHeaderKind {

  static final Kind<Map<String, Secret>> HEADERS =
      new Kind<>(
          "list of headers",
          Map.of(),
          HttpHeaderKind::parse,
          headers -> String.join(", ", headers.keySet()));

  private static final Pattern HEADER =
      Pattern.compile("([A-Za-z0-9!#$%&'*+.^_`|~-]+):[ \\t]*([\\x20-\\x7E]+)");

  /** What requests say by themselves. */
  private static final Set<String> OWN =
      Set.of(
          "accept-encoding",
          "connection",
          "content-length",
          "expect",
          "host",
          "if-match",
          "if-range",
          "range",
          "te",
          "transfer-encoding",
          "upgrade");

  private HttpHeaderKind() {}

  /** Faults do not repeat the text, which may hold credentials. */
  private static Map<String, Secret> parse(Node node) throws BadValueException {
    Map<String, Secret> headers = new LinkedHashMap<>();
    for (String text : Kinds.LIST.parser().parse(node)) {
      Matcher header = HEADER.matcher(text);
      if (!header.matches()) {
        throw new BadValueException("has an element that is not a header; write Name: value");
      }
      String name = header.group(1);
      if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
        throw new BadValueException(
            "has " + name + ", which requests set by themselves; remove it");
      }
      headers.put(name, new Secret(header.group(2)));
    }
    return Map.copyOf(headers);
  }
}
