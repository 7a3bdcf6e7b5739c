package io.anabranch.outgoing;

import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Makes Apache's client, with everything off that it does of its own accord. */
final class Connections {

  /** Long-lived connections would outlive a change of the host's address. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private static final Duration UNWATCHED = Duration.ofSeconds(2);
  private static final int MAXIMUM_HEADERS = 200;
  private static final int MAXIMUM_LINE_BYTES = 32 * 1024;

  private Connections() {}

  static CloseableHttpClient client(
      OutgoingSettings settings, DnsResolver names, TlsSocketStrategy tls) {
    return HttpClientBuilder.create()
        .setConnectionManager(pool(settings, names, tls))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(settings.turn()))
                .setRedirectsEnabled(false)
                .build())
        .setUserAgent("anabranch")
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableRedirectHandling()
        .build();
  }

  private static PoolingHttpClientConnectionManager pool(
      OutgoingSettings settings, DnsResolver names, TlsSocketStrategy tls) {
    Timeout connect = Timeout.of(settings.connectTimeout());
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(names)
        .setTlsSocketStrategy(tls)
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxHeaderCount(MAXIMUM_HEADERS)
                        .setMaxLineLength(MAXIMUM_LINE_BYTES)
                        .build())
                .build())
        .setMaxConnTotal(settings.connections())
        .setMaxConnPerRoute(settings.connections())
        .setDefaultTlsConfig(TlsConfig.custom().setHandshakeTimeout(connect).build())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(connect)
                .setSocketTimeout(Timeout.of(settings.socketTimeout()))
                .setTimeToLive(TimeValue.of(LIFE))
                .setValidateAfterInactivity(TimeValue.of(UNWATCHED))
                .build())
        .build();
  }
}
