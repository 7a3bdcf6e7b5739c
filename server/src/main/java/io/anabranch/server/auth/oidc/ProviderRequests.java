package io.anabranch.server.auth.oidc;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.outgoing.OutgoingRequest.Method;
import io.anabranch.server.auth.BoundedRequests;
import java.io.IOException;
import java.net.URI;
import java.util.Map;

/** Requests to the provider. Safe for use by many threads. */
final class ProviderRequests implements HTTPRequestSender {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final Map<String, String> ACCEPTING = Map.of("Accept", JSON);

  private final BoundedRequests requests;

  ProviderRequests(BoundedRequests requests) {
    this.requests = requests;
  }

  /**
   * The body of what is there.
   *
   * @throws IOException when it is not there
   */
  String get(URI url) throws IOException {
    var answer = requests.send(new OutgoingRequest(Method.GET, url, ACCEPTING, Map.of()));
    if (answer.status() != HTTPResponse.SC_OK) {
      throw new IOException("it answered " + answer.status());
    }
    return answer.body();
  }

  /** Sends a form. */
  @Override
  public HTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
    if (!(request instanceof HTTPRequest form)) {
      throw new IllegalArgumentException("not a request of this library");
    }
    String authorization = form.getAuthorization();
    var answer =
        requests.send(
            new OutgoingRequest(
                Method.POST,
                form.getURI(),
                ACCEPTING,
                authorization == null ? Map.of() : Map.of("Authorization", authorization),
                new OutgoingRequest.Body(FORM, form.getBody())));
    return response(answer);
  }

  /** Whoever says nothing of the type is taken to send what was asked for. */
  private static HTTPResponse response(BoundedRequests.Answer answer) throws IOException {
    HTTPResponse response = new HTTPResponse(answer.status());
    try {
      response.setContentType(answer.contentType().orElse(JSON));
    } catch (ParseException e) {
      throw new IOException("its answer is of no type", e);
    }
    response.setBody(answer.body());
    return response;
  }
}
