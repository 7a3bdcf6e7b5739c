package io.anabranch.server.config;

import java.net.URI;
import java.util.Optional;

/** A web server to read from. Nothing is ever written to it. */
public record HttpStoreSettings(URI endpoint, Optional<Secret> bearerToken, PresignSettings presign)
    implements BlockstoreSettings {

  static HttpStoreSettings read(Section http) {
    return new HttpStoreSettings(
        http.required("endpoint", Kinds.URL, "URL that all objects lie below."),
        http.optional(
            "bearer_token", Kinds.SECRET, "Token sent in the Authorization header of requests."),
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
}
