package io.anabranch.outgoing;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS with a certificate that nobody else signed, made by the JDK's own tool. */
final class SelfSigned {

  private static final char[] PASSWORD = "only of this test".toCharArray();

  private SelfSigned() {}

  /** Serves as the host and trusts it. */
  static SSLContext context(String host)
      throws IOException, GeneralSecurityException, InterruptedException {
    Path directory = Files.createTempDirectory("certificate");
    Path file = directory.resolve("keys.p12");
    try {
      generate(host, file);
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(file)) {
        keys.load(in, PASSWORD);
      }
      return context(keys);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(directory);
    }
  }

  private static void generate(String host, Path file) throws IOException, InterruptedException {
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "host",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=dns:" + host,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                String.valueOf(PASSWORD))
            .inheritIO()
            .start();
    if (tool.waitFor() != 0) {
      throw new IllegalStateException("keytool made no certificate");
    }
  }

  private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }

  /** Redirects {@code /down} and answers everything else. */
  static HttpServer server(SSLContext context, String down) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          boolean redirect = exchange.getRequestURI().getPath().equals("/down");
          exchange.getResponseHeaders().add("Location", down);
          exchange.sendResponseHeaders(redirect ? 301 : 200, -1);
          exchange.close();
        });
    return server;
  }
}
