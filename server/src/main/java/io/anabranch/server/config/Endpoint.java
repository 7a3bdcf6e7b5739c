package io.anabranch.server.config;

import java.net.URI;

/** The key {@code endpoint} of stores that are read from by URLs below it. */
final class Endpoint {

  private Endpoint() {}

  static URI read(Section section, String comment) {
    URI endpoint = section.required("endpoint", Kinds.URL, comment);
    if (endpoint.getRawQuery() != null || endpoint.getRawFragment() != null) {
      section.fault("endpoint", "has a query or a fragment; give it without");
    }
    return endpoint;
  }
}
