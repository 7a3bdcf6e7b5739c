package io.anabranch.server.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who is told of changes of refs. */
public sealed interface SinkSettings {

  /** Under which all servers of a database know how far it has been told. */
  String name();

  /**
   * A file of JSON lines.
   *
   * @param maxBytes size from which on the next lines go into another file; 0 for never
   * @param keptFiles how many full ones are kept
   */
  record File(String name, Path path, long maxBytes, int keptFiles) implements SinkSettings {}

  /**
   * A URL that events are posted to.
   *
   * @param secret key of the signature; empty for none
   * @param allowedAddresses as {@link io.anabranch.outgoing.AddressRules#allowing} takes them
   * @param timeout for an answer
   */
  record Webhook(
      String name,
      URI url,
      Optional<Secret> secret,
      List<String> allowedAddresses,
      Duration timeout)
      implements SinkSettings {

    public Webhook {
      allowedAddresses = List.copyOf(allowedAddresses);
    }
  }

  Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,62}");

  static SinkSettings read(Section sink) {
    String name =
        sink.required(
            "name",
            Kinds.TEXT,
            "Under which it is remembered how far the sink has been told, by all servers of a"
                + " database. A new name is a new sink, told of what changes from then on.");
    if (sink.has("name") && !NAME.matcher(name).matches()) {
      sink.fault("name", "is not 1 to 63 lower-case letters, digits, dashes and underscores");
    }
    SinkType type =
        sink.required("type", Kinds.oneOf(SinkType.class), "A file of JSON lines, or a URL.");
    File file = readFile(sink.section("file", type == SinkType.FILE), name);
    Webhook webhook = readWebhook(sink.section("webhook", type == SinkType.WEBHOOK), name);
    return switch (type) {
      case FILE -> file;
      case WEBHOOK -> webhook;
    };
  }

  private static File readFile(Section file, String name) {
    return new File(
        name,
        file.required("path", file.pathKind(), "The file; its folder must exist."),
        file.value(
            "max_size",
            Kinds.SIZE,
            100L << 20,
            "From this size on it is renamed, with `.1` behind its name, and another one is begun;"
                + " 0 for never."),
        file.value(
            "kept_files",
            Kinds.count(1, 1000),
            10,
            "How many renamed ones are kept; the oldest has the greatest number."));
  }

  private static Webhook readWebhook(Section webhook, String name) {
    return new Webhook(
        name,
        webhook.required("url", Kinds.URL, "Where events are posted to."),
        webhook.optional(
            "secret",
            Kinds.SECRET,
            "Signs each request: the header `X-Anabranch-Signature` is `sha256=` and the"
                + " HMAC-SHA256 of the body in hex."),
        AllowedAddresses.read(
            webhook,
            "Addresses, networks (10.1.0.0/16) and hosts that may be asked beyond the public"
                + " Internet."),
        webhook.value(
            "timeout",
            Kinds.durationFrom(Duration.ofMillis(100)),
            Duration.ofSeconds(10),
            "How long to wait for an answer. Without one, the same events are sent again."));
  }
}
