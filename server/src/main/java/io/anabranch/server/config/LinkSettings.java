package io.anabranch.server.config;

import java.net.URI;
import java.util.Optional;

/**
 * Where the links lead that this server signs itself, for stores that sign none.
 *
 * @param baseUrl this server, as its clients reach it; empty takes it from each request
 * @param forwardedHeaders whether a proxy in front is believed what the client asked for
 */
public record LinkSettings(Optional<URI> baseUrl, boolean forwardedHeaders) {

  static LinkSettings read(Section links) {
    return new LinkSettings(
        links.optional(
            "base_url",
            Kinds.URL,
            "URL under which clients reach this server, for the links that it signs. Without it,"
                + " they lead to the host that the request for a link was sent to."),
        links.value(
            "forwarded_headers",
            Kinds.FLAG,
            false,
            "Whether X-Forwarded-Host and X-Forwarded-Proto tell that host and its scheme. Only"
                + " behind a proxy that sets both."));
  }
}
