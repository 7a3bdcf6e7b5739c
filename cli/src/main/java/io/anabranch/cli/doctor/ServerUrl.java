package io.anabranch.cli.doctor;

import java.net.URI;
import java.util.Optional;

/**
 * Where a server is, taken apart as the SDK does.
 *
 * @param origin scheme, host and port
 * @param api path of the API's operations
 */
record ServerUrl(URI origin, String api) {

  private static final String USUAL_API = "/api/v1";

  /** Empty for what is no URL of http or https. */
  static Optional<ServerUrl> parse(String text) {
    try {
      URI url = URI.create(text.strip());
      boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!isHttp || url.getHost() == null) {
        return Optional.empty();
      }
      String path = url.getRawPath().replaceAll("/+$", "");
      return Optional.of(
          new ServerUrl(
              URI.create(url.getScheme() + "://" + url.getRawAuthority()),
              path.isEmpty() ? USUAL_API : path));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  URI operation(String path) {
    return origin.resolve(api + path);
  }

  URI page(String path) {
    return origin.resolve(path);
  }

  boolean hasCredentials() {
    return origin.getRawUserInfo() != null;
  }

  /** Whether what is sent there can be read on the way. */
  boolean isOpen() {
    String host = origin.getHost();
    return origin.getScheme().equals("http")
        && !host.equals("localhost")
        && !host.equals("[::1]")
        && !host.matches("127(\\.\\d+){3}");
  }
}
