package io.anabranch.server.config;

import io.anabranch.outgoing.AddressRules;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A web server to read from. Nothing is ever written to it.
 *
 * @param endpoint without credentials, query and fragment
 * @param headers sent along, by name
 * @param urls of its files, whole or from the endpoint on; with those of the file, all there are to
 *     list
 * @param allowedAddresses as {@link AddressRules#allowing} takes them
 */
public record HttpStoreSettings(
    URI endpoint,
    Optional<Secret> bearerToken,
    Map<String, Secret> headers,
    List<String> urls,
    Optional<Path> urlsFile,
    List<String> allowedAddresses,
    PresignSettings presign)
    implements BlockstoreSettings {

  static HttpStoreSettings read(Section http) {
    Optional<Secret> token =
        http.optional(
            "bearer_token", Kinds.SECRET, "Token sent in the Authorization header of requests.");
    Map<String, Secret> headers =
        http.value(
            "headers",
            HttpHeaderKind.HEADERS,
            Map.of(),
            "Further headers of requests, each as `Name: value`. Like the token, they are sent to"
                + " the endpoint and nowhere else.");
    if (token.isPresent()
        && headers.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
      http.fault("headers", "has an Authorization beside bearer_token; keep one of them");
    }
    return new HttpStoreSettings(
        Endpoint.read(http, "URL that all objects lie below."),
        token,
        headers,
        http.value(
            "urls",
            Kinds.LIST,
            List.of(),
            "URLs of the files that can be listed, whole or from the endpoint on."),
        http.optional(
            "urls_file",
            http.pathKind(),
            "File with one such URL on each line; read when the store is first used. Without any"
                + " URLs, files can be read but not listed."),
        AllowedAddresses.read(
            http,
            "Addresses, networks (10.1.0.0/16) and hosts that may be reached beyond the public"
                + " Internet, by redirects too. Loopback, private and link-local addresses are"
                + " refused otherwise."),
        PresignSettings.read(http));
  }

  @Override
  public BlockstoreType type() {
    return BlockstoreType.HTTP;
  }

  @Override
  public String location() {
    return "http:" + endpoint;
  }

  @Override
  public List<Path> files() {
    return urlsFile.stream().toList();
  }

  @Override
  public List<URI> endpoints() {
    return List.of(endpoint);
  }
}
