package io.anabranch.outgoing;

import java.net.URI;
import java.util.Locale;

/** Who answers for a URL: what browsers too call its origin. */
record Origin(String scheme, String host, int port) {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  /** Of a URL with scheme and host. */
  static Origin of(URI url) {
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    int port = url.getPort();
    int usual = scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    return new Origin(scheme, url.getHost().toLowerCase(Locale.ROOT), port < 0 ? usual : port);
  }

  boolean isEncrypted() {
    return scheme.equals("https");
  }

  @Override
  public String toString() {
    return scheme + "://" + host + ":" + port;
  }
}
