package io.anabranch.sdk;

import io.anabranch.sdk.client.ApiClient;
import java.net.http.HttpClient;

/** What the generated classes send their requests with. */
final class RestClient extends ApiClient {

  private final Connection connection;

  RestClient(Connection connection, String baseUri) {
    super(HttpClient.newBuilder(), createDefaultObjectMapper(), baseUri);
    this.connection = connection;
    setRequestInterceptor(connection::authorize);
    setResponseInterceptor(Failures::throwIfRefused);
  }

  /** The one that all share. */
  @Override
  public HttpClient getHttpClient() {
    return connection.client();
  }
}
