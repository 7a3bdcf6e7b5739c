package io.anabranch.server.wiring;

import io.anabranch.server.config.ListenAddress;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.config.TlsSettings;
import java.util.HashMap;
import java.util.Map;

/** Our configuration in the framework's words. Nothing else reaches the framework. */
final class HttpSettings {

  private HttpSettings() {}

  static Map<String, Object> of(ServerConfiguration configuration) {
    var address = configuration.listenAddress();
    Map<String, Object> settings = new HashMap<>();
    settings.put("micronaut.application.name", "anabranch");
    if (!address.host().isEmpty()) {
      settings.put("micronaut.server.host", address.host());
    }
    int port = address.port() == 0 ? -1 : address.port();
    settings.put("micronaut.server.port", port);
    if (configuration.tls().enabled()) {
      settings.putAll(tls(configuration.tls(), port));
    }
    configuration
        .s3Gateway()
        .listenAddress()
        .ifPresent(own -> settings.putAll(listeners(configuration, own)));
    // Objects stream, so their size is the store's matter; JSON bodies have a limit of their own.
    settings.put("micronaut.server.max-request-size", 5L << 40);
    settings.put("micronaut.server.max-request-buffer-size", 10L << 20);
    // Larger pieces of an upload save half of the CPU per GiB; see docs/performance.md.
    settings.put("micronaut.server.netty.max-chunk-size", 1 << 20);
    // A link holds an address and an upload's id, each of a KiB at most, in base64, and a name.
    settings.put("micronaut.server.netty.max-initial-line-length", 8 << 10);
    // What is uploaded compressed is stored so.
    settings.put("micronaut.server.netty.request-decompression-enabled", false);
    // A compressor would have to read bodies that are only regions of files.
    settings.put("micronaut.server.netty.compression-threshold", -1);
    // Empty lists and texts are part of the API; what is null is left out.
    settings.put("micronaut.serde.serialization.inclusion", "NON_NULL");
    return settings;
  }

  /**
   * HTTPS in place of HTTP. The framework watches the files, so that certificates can be renewed.
   */
  private static Map<String, Object> tls(TlsSettings tls, int port) {
    String file = "micronaut.certificate.file.listener.";
    return Map.of(
        "micronaut.server.ssl.enabled",
        true,
        "micronaut.server.ssl.port",
        port,
        "micronaut.server.ssl.key-name",
        "listener",
        file + "format",
        "PEM",
        file + "path",
        tls.keyFile().toString(),
        file + "certificate-path",
        tls.certificateFile().toString());
  }

  /** Two in place of one: then each is to be named. */
  private static Map<String, Object> listeners(
      ServerConfiguration configuration, ListenAddress gateway) {
    Map<String, Object> settings = new HashMap<>();
    boolean secure = configuration.tls().enabled();
    settings.putAll(listener("api", configuration.listenAddress(), secure));
    settings.putAll(listener("gateway", gateway, secure));
    return settings;
  }

  private static Map<String, Object> listener(String name, ListenAddress address, boolean secure) {
    String listener = "micronaut.server.netty.listeners." + name + ".";
    Map<String, Object> settings = new HashMap<>();
    settings.put(listener + "port", address.port() == 0 ? -1 : address.port());
    settings.put(listener + "ssl", secure);
    if (!address.host().isEmpty()) {
      settings.put(listener + "host", address.host());
    }
    return settings;
  }
}
