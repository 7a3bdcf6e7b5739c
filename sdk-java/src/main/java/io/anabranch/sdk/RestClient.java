package io.anabranch.sdk;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.sdk.client.ApiClient;
import java.net.http.HttpClient;

/** What the generated classes send their requests with. */
final class RestClient extends ApiClient {

  private final Connection connection;

  RestClient(Connection connection, String baseUri) {
    this(connection, createDefaultObjectMapper(), baseUri);
  }

  private RestClient(Connection connection, ObjectMapper mapper, String baseUri) {
    super(HttpClient.newBuilder(), mapper, baseUri);
    this.connection = connection;
    setRequestInterceptor(connection::authorize);
    setResponseInterceptor(Failures::throwIfRefused);
  }

  /** Other operations of the same server. To make a mapper takes a good part of a short command. */
  RestClient at(String otherUri) {
    return new RestClient(connection, mapper, otherUri);
  }

  /** The one that all share. */
  @Override
  public HttpClient getHttpClient() {
    return connection.client();
  }
}
