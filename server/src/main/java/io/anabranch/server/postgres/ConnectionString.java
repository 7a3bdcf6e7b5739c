package io.anabranch.server.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A libpq connection string in the driver's terms. Understood are {@code
 * postgres://user:password@host:port,host:port/name?parameter=value} (also {@code postgresql://}),
 * {@code host=… user=… password='…'} and JDBC URLs. Source: PostgreSQL manual, "Connection
 * Strings". As in pgx, a parameter that is not one of the connection's is a setting of the session.
 *
 * @param jdbcUrl without user and password
 * @param properties for the driver; may hold the password
 * @param place host, port and name of the database: safe to show
 */
record ConnectionString(String jdbcUrl, Properties properties, String place) {

  private static final Pattern URL =
      Pattern.compile(
          "postgres(?:ql)?://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^/?]*)"
              + "(?:/(?<name>[^?]*))?(?:\\?(?<parameters>.*))?");
  private static final Pattern WORD =
      Pattern.compile(
          "\\s*(?<key>\\w+)\\s*=\\s*(?:'(?<quoted>(?:[^'\\\\]|\\\\.)*)'|(?<plain>\\S*))");
  private static final Pattern PORT = Pattern.compile(".*:\\d+");

  private static final Map<String, String> DRIVER_NAMES =
      Map.of(
          "sslmode", "sslmode",
          "sslrootcert", "sslrootcert",
          "sslcert", "sslcert",
          "sslkey", "sslkey",
          "sslpassword", "sslpassword",
          "connect_timeout", "connectTimeout",
          "application_name", "ApplicationName",
          "search_path", "currentSchema",
          "options", "options",
          "channel_binding", "channelBinding");
  private static final Map<String, String> SERVER_TYPES =
      Map.of(
          "any", "any",
          "read-write", "primary",
          "primary", "primary",
          "read-only", "secondary",
          "standby", "secondary",
          "prefer-standby", "preferSecondary");

  static ConnectionString parse(String text) {
    if (text.startsWith("jdbc:postgresql:")) {
      return new ConnectionString(
          text, new Properties(), text.replaceFirst("\\?.*", "").substring(5));
    }
    Matcher url = URL.matcher(text);
    return of(url.matches() ? urlWords(url) : words(text));
  }

  private static Map<String, String> urlWords(Matcher url) {
    Map<String, String> words = new LinkedHashMap<>();
    putDecoded(words, "user", url.group("user"));
    putDecoded(words, "password", url.group("password"));
    putDecoded(words, "host", url.group("hosts"));
    putDecoded(words, "dbname", url.group("name"));
    String parameters = url.group("parameters");
    if (parameters != null && !parameters.isEmpty()) {
      for (String parameter : parameters.split("&", -1)) {
        String[] pair = parameter.split("=", 2);
        putDecoded(words, pair[0], pair.length == 2 ? pair[1] : "");
      }
    }
    return words;
  }

  private static void putDecoded(Map<String, String> words, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      // A plus sign stands for itself here, unlike in HTML forms.
      words.put(key, URLDecoder.decode(value.replace("+", "%2B"), UTF_8));
    }
  }

  private static Map<String, String> words(String text) {
    Map<String, String> words = new LinkedHashMap<>();
    Matcher word = WORD.matcher(text);
    int end = 0;
    while (end < text.length() && word.find(end) && word.start() == end) {
      String quoted = word.group("quoted");
      String value = quoted == null ? word.group("plain") : quoted.replaceAll("\\\\(.)", "$1");
      words.put(word.group("key"), value);
      end = word.end();
    }
    if (words.isEmpty() || !text.substring(end).isBlank()) {
      throw invalid("it is neither postgres://user:password@host:port/name nor key=value words");
    }
    return words;
  }

  private static ConnectionString of(Map<String, String> words) {
    Properties properties = new Properties();
    String hosts = words.getOrDefault("host", "localhost");
    if (hosts.contains("/")) {
      throw invalid("Unix-domain sockets are not supported; name a host");
    }
    String port = words.getOrDefault("port", "5432");
    String name = words.getOrDefault("dbname", words.getOrDefault("user", "postgres"));
    StringBuilder session = new StringBuilder(words.getOrDefault("options", ""));
    words.forEach((key, value) -> put(properties, session, key, value));
    if (!session.isEmpty()) {
      properties.setProperty("options", session.toString().strip());
    }
    String places = withPorts(hosts, port);
    return new ConnectionString(
        "jdbc:postgresql://" + places + "/" + URLEncoder.encode(name, UTF_8),
        properties,
        places + "/" + name);
  }

  private static void put(Properties properties, StringBuilder session, String key, String value) {
    switch (key) {
      case "host", "port", "dbname", "options" -> {}
      case "user", "password" -> properties.setProperty(key, value);
      case "target_session_attrs" ->
          properties.setProperty("targetServerType", SERVER_TYPES.getOrDefault(value, "any"));
      default -> {
        String driverName = DRIVER_NAMES.get(key);
        if (driverName != null) {
          properties.setProperty(driverName, value);
        } else if (key.startsWith("pool_")) {
          throw invalid(key + " has no place in it; set database.postgres.max_open_connections");
        } else {
          session.append(" -c ").append(key).append('=').append(value.replace(" ", "\\ "));
        }
      }
    }
  }

  /** Ports are given once for all hosts, for each host, or not at all. */
  private static String withPorts(String hosts, String port) {
    String[] names = hosts.split(",", -1);
    String[] ports = port.split(",", -1);
    StringBuilder places = new StringBuilder();
    for (int i = 0; i < names.length; i++) {
      places.append(i == 0 ? "" : ",").append(names[i]);
      if (!PORT.matcher(names[i]).matches()) {
        places.append(':').append(ports[Math.min(i, ports.length - 1)]);
      }
    }
    return places.toString();
  }

  private static FailureException invalid(String why) {
    return new FailureException(
        new Failure.Invalid("database.postgres.connection_string cannot be used: " + why));
  }

  @Override
  public String toString() {
    return place;
  }
}
