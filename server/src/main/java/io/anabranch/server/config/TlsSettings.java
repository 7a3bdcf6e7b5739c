package io.anabranch.server.config;

import java.nio.file.Path;

/**
 * TLS on the listening address.
 *
 * @param certificateFile PEM, the server's certificate first
 * @param keyFile PEM, PKCS#8
 */
public record TlsSettings(boolean enabled, Path certificateFile, Path keyFile) {

  static TlsSettings read(Section tls) {
    boolean enabled = tls.value("enabled", Kinds.FLAG, false, "Whether to speak HTTPS, not HTTP.");
    if (enabled) {
      tls.fault(
          "enabled",
          "is not available in this build yet; leave it out, listen on loopback, and put a proxy that"
              + " speaks TLS in front");
    }
    return new TlsSettings(
        enabled,
        readFile(tls, "cert_file", enabled, "PEM file with the certificate chain."),
        readFile(tls, "key_file", enabled, "PEM file with the private key (PKCS#8)."));
  }

  private static Path readFile(Section tls, String name, boolean needed, String comment) {
    return tls.optional(name, tls.pathKind(), comment)
        .orElseGet(
            () -> {
              if (needed && !tls.has(name)) {
                tls.missing(name);
              }
              return tls.pathKind().placeholder();
            });
  }
}
