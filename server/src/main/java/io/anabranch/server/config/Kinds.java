package io.anabranch.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of values that keys have. */
final class Kinds {

  static final Kind<String> TEXT = Kind.scalar("text", "", text -> text, Function.identity());

  static final Kind<Secret> SECRET =
      Kind.scalar("secret", new Secret(""), Secret::new, Secret::toString);

  static final Kind<Boolean> FLAG =
      Kind.scalar("true or false", false, Kinds::parseFlag, String::valueOf);

  static final Kind<Integer> COUNT =
      Kind.scalar("number", 0, text -> (int) parseWhole(text, Integer.MAX_VALUE), String::valueOf);

  /** In bytes. */
  static final Kind<Long> SIZE = Kind.scalar("size", 0L, Kinds::parseSize, Kinds::printSize);

  static final Kind<Duration> DURATION =
      Kind.scalar("duration", Duration.ZERO, GoDuration::parse, GoDuration::print);

  static final Kind<ListenAddress> ADDRESS =
      Kind.scalar(
          "host:port", new ListenAddress("", 0), Kinds::parseAddress, ListenAddress::toString);

  static final Kind<URI> URL =
      Kind.scalar("URL", URI.create("http://placeholder"), Kinds::parseUrl, URI::toString);

  /** A URL, or a path on this server. */
  static final Kind<URI> PLACE =
      Kind.scalar("URL or path", URI.create("/"), Kinds::parsePlace, URI::toString);

  static final Kind<List<URI>> URLS =
      new Kind<>(
          "list of URLs",
          List.of(),
          node -> {
            List<URI> urls = new ArrayList<>();
            for (String text : parseList(node)) {
              urls.add(parseUrl(text));
            }
            return List.copyOf(urls);
          },
          urls -> urls.stream().map(URI::toString).collect(Collectors.joining(", ")));

  static final Kind<List<String>> LIST =
      new Kind<>("list", List.of(), Kinds::parseList, list -> String.join(", ", list));

  static final Kind<List<Secret>> SECRETS =
      new Kind<>(
          "list of secrets",
          List.of(),
          node -> parseList(node).stream().filter(key -> !key.isEmpty()).map(Secret::new).toList(),
          secrets -> secrets.stream().map(Secret::toString).collect(Collectors.joining(", ")));

  private static final Pattern WHOLE_SIZE = Pattern.compile("(\\d+)\\s*(B|KiB|MiB|GiB|TiB)?");

  private static final List<String> SIZE_UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB");

  private Kinds() {}

  /** A whole number within bounds. */
  static Kind<Integer> count(int least, int most) {
    return Kind.scalar(
        "number",
        least,
        text -> {
          int number = (int) parseWhole(text, most);
          if (number < least) {
            throw new BadValueException("`" + text + "` is less than " + least);
          }
          return number;
        },
        String::valueOf);
  }

  static Kind<Duration> durationFrom(Duration least) {
    return Kind.scalar(
        "duration",
        least,
        text -> {
          Duration duration = GoDuration.parse(text);
          if (duration.compareTo(least) < 0) {
            throw new BadValueException("`" + text + "` is less than " + GoDuration.print(least));
          }
          return duration;
        },
        GoDuration::print);
  }

  /** A file or folder; a leading {@code ~} is the home directory handed in. */
  static Kind<Path> path(Path home) {
    return Kind.scalar("path", Path.of(""), text -> parsePath(text, home), Path::toString);
  }

  /** A list of paths, each as {@link #path} reads it. */
  static Kind<List<Path>> paths(Path home) {
    return new Kind<>(
        "list of paths",
        List.of(),
        node -> {
          List<Path> paths = new ArrayList<>();
          for (String text : parseList(node)) {
            paths.add(parsePath(text, home));
          }
          return List.copyOf(paths);
        },
        paths -> paths.stream().map(Path::toString).collect(Collectors.joining(", ")));
  }

  /** One of the values of an enum, in lower case. */
  static <E extends Enum<E>> Kind<E> oneOf(Class<E> type) {
    List<E> values = List.of(type.getEnumConstants());
    String names = values.stream().map(Kinds::printEnum).collect(Collectors.joining(", "));
    return Kind.scalar(
        "one of " + names,
        values.getFirst(),
        text ->
            values.stream()
                .filter(value -> printEnum(value).equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadValueException("`" + text + "` is not one of " + names)),
        Kinds::printEnum);
  }

  private static String printEnum(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static boolean parseFlag(String text) throws BadValueException {
    String lower = text.toLowerCase(Locale.ROOT);
    if (Set.of("true", "t", "1").contains(lower)) {
      return true;
    }
    if (Set.of("false", "f", "0").contains(lower)) {
      return false;
    }
    throw new BadValueException("`" + text + "` is neither true nor false");
  }

  private static long parseWhole(String text, long most) throws BadValueException {
    try {
      long number = Long.parseLong(text);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Falls through to the one message for everything that is not such a number.
    }
    throw new BadValueException("`" + text + "` is not a whole number from 0 to " + most);
  }

  private static long parseSize(String text) throws BadValueException {
    Matcher size = WHOLE_SIZE.matcher(text);
    if (!size.matches()) {
      throw new BadValueException(
          "`" + text + "` is not a size; write bytes, or a unit: 20971520 or 20MiB");
    }
    int shift = size.group(2) == null ? 0 : 10 * SIZE_UNITS.indexOf(size.group(2));
    return parseWhole(size.group(1), Long.MAX_VALUE >> shift) << shift;
  }

  /** With a unit where that makes a short number. */
  private static String printSize(long bytes) {
    for (int unit = SIZE_UNITS.size() - 1; unit > 0; unit--) {
      long unitBytes = 1L << (10 * unit);
      long amount = bytes / unitBytes;
      if (amount > 0 && amount < 10_000 && amount * unitBytes == bytes) {
        return amount + SIZE_UNITS.get(unit);
      }
    }
    return Long.toString(bytes);
  }

  private static ListenAddress parseAddress(String text) throws BadValueException {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? text : text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (colon < 0 || (host.contains(":") && !bracketed) || host.contains("/")) {
      throw new BadValueException(
          "`" + text + "` is not an address; write host:port, such as 127.0.0.1:8000");
    }
    int port = (int) parseWhole(text.substring(colon + 1), 65_535);
    return new ListenAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
  }

  private static URI parseUrl(String text) throws BadValueException {
    try {
      URI uri = new URI(text);
      if (uri.getHost() != null
          && uri.getRawUserInfo() == null
          && Set.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // The text may hold credentials, so the message below does not repeat it.
    }
    throw new BadValueException(
        "is not a URL; write http://host[:port] or https://host[:port], without credentials");
  }

  private static URI parsePlace(String text) throws BadValueException {
    if (!text.startsWith("/") || text.startsWith("//")) {
      return parseUrl(text);
    }
    try {
      return new URI(text);
    } catch (URISyntaxException _) {
      throw new BadValueException("`" + text + "` is neither a URL nor a path");
    }
  }

  private static Path parsePath(String text, Path home) throws BadValueException {
    try {
      if (text.equals("~")) {
        return home;
      }
      return text.startsWith("~/") ? home.resolve(text.substring(2)) : Path.of(text);
    } catch (InvalidPathException _) {
      throw new BadValueException("`" + text + "` is not a path");
    }
  }

  private static List<String> parseList(Node node) throws BadValueException {
    return switch (node) {
      case Node.Scalar(String text, String _) ->
          Stream.of(text.split(",", -1))
              .map(String::strip)
              .filter(part -> !part.isEmpty())
              .toList();
      case Node.Sequence(List<Node> items, String _) -> {
        List<String> texts = new ArrayList<>();
        for (Node item : items) {
          if (!(item instanceof Node.Scalar(String text, String _))) {
            throw new BadValueException("is a list of plain values");
          }
          texts.add(text);
        }
        yield List.copyOf(texts);
      }
      case Node.Mapping _ -> throw new BadValueException("is a list, not a group of keys");
    };
  }
}
