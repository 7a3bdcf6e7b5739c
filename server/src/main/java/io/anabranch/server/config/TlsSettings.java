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
    boolean enabled =
        tls.value("enabled", Kinds.FLAG, false, "Whether to speak HTTPS, and no plain HTTP.");
    TlsSettings settings =
        new TlsSettings(
            enabled,
            readFile(
                tls,
                "cert_file",
                enabled,
                "PEM file with the certificate chain, the server's own first. Both files are read"
                    + " again when they change."),
            readFile(
                tls, "key_file", enabled, "PEM file with the private key (PKCS#8, no password)."));
    if (enabled && tls.has("cert_file") && tls.has("key_file")) {
      new CertificateFiles(settings.certificateFile, settings.keyFile).examine(tls);
    }
    return settings;
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
