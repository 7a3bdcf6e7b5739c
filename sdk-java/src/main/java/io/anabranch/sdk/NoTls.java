package io.anabranch.sdk;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** TLS for connections that have none: it trusts nobody. */
final class NoTls {

  private NoTls() {}

  /**
   * Every client has a context, and the default one reads the system's certificates: a tenth of a
   * second, which short commands notice.
   */
  static SSLContext context() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[0], new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no TLS", e);
    }
  }
}
