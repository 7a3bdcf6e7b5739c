package io.anabranch.server.config;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is written down for plugins: their name, and options as {@code name: value}. */
final class OptionKind {

  static final Kind<String> PROVIDER =
      Kind.scalar("name of a plugin", "", OptionKind::parseProvider, Function.identity());

  static final Kind<Map<String, Secret>> OPTIONS =
      new Kind<>(
          "list of options",
          Map.of(),
          OptionKind::parse,
          options -> String.join(", ", options.keySet()));

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9+-]{0,31}");
  private static final Pattern OPTION = Pattern.compile("([A-Za-z0-9._-]+):[ \\t]*(.+)");

  /** Schemes that mean something else in addresses. */
  private static final List<String> TAKEN =
      Stream.concat(
              Arrays.stream(BlockstoreType.values()).map(BlockstoreType::text),
              Stream.of("https", "lakefs", "file"))
          .toList();

  private OptionKind() {}

  private static String parseProvider(String text) throws BadValueException {
    if (!NAME.matcher(text).matches()) {
      throw new BadValueException(
          "`" + text + "` is no name of a plugin; use lower-case letters, digits, + and -");
    }
    if (TAKEN.contains(text)) {
      throw new BadValueException("`" + text + "` is taken by the server itself");
    }
    return text;
  }

  /** Faults do not repeat the text, which may hold credentials. */
  private static Map<String, Secret> parse(Node node) throws BadValueException {
    Map<String, Secret> options = new LinkedHashMap<>();
    for (String text : Kinds.LIST.parser().parse(node)) {
      Matcher option = OPTION.matcher(text);
      if (!option.matches()) {
        throw new BadValueException("has an element that is not an option; write name: value");
      }
      options.put(option.group(1), new Secret(option.group(2)));
    }
    return Map.copyOf(options);
  }
}
