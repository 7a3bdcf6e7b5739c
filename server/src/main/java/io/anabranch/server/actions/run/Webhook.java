package io.anabranch.server.actions.run;

import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.outgoing.OutgoingRequest.Method;
import io.anabranch.server.actions.file.BadActionException;
import io.anabranch.server.actions.file.Properties;
import io.anabranch.server.actions.run.HookRequests.HookAnswer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Posts the event to a URL; an answer of 2xx is success. */
public record Webhook(HookRequests requests) implements Hook {

  private static final String JSON = "application/json";

  @Override
  public Work prepare(HookEvent event, Properties properties, Duration limit)
      throws BadActionException {
    URI url = withQuery(url(properties, properties.text("url")), properties.group("query_params"));
    Map<String, String> headers = new LinkedHashMap<>();
    Properties given = properties.group("headers");
    for (String name : given.values().keySet()) {
      headers.put(name, given.text(name));
    }
    var body = new OutgoingRequest.Body(JSON, JsonValues.write(event.body()));
    return output -> run(new OutgoingRequest(Method.POST, url, Map.of(), headers, body), output);
  }

  private void run(OutgoingRequest request, HookOutput output)
      throws HookFailure, InterruptedException {
    output.line("Request: " + request);
    output.line(request.body() == null ? "" : request.body().text());
    HookAnswer answer = requests.send(request);
    output.line("Response: " + answer.status());
    output.line(answer.body());
    if (!answer.isSuccess()) {
      throw new HookFailure("webhook request failed (status code: %d)".formatted(answer.status()));
    }
  }

  static URI url(Properties properties, String text) throws BadActionException {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw properties.bad("url", "is not a URL");
    }
  }

  private static URI withQuery(URI url, Properties parameters) throws BadActionException {
    StringJoiner query = new StringJoiner("&");
    if (url.getRawQuery() != null) {
      query.add(url.getRawQuery());
    }
    for (String name : parameters.values().keySet()) {
      for (String value : parameters.texts(name)) {
        query.add(encode(name) + "=" + encode(value));
      }
    }
    if (query.length() == 0) {
      return url;
    }
    String whole = url.toString();
    int end = whole.indexOf('?') >= 0 ? whole.indexOf('?') : whole.length();
    return url(parameters, whole.substring(0, end) + "?" + query);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
