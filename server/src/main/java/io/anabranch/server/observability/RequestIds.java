package io.anabranch.server.observability;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Gives every request an id: the client's {@code X-Request-Id} when it is short and plain, else a
 * fresh one. It is in every log line of the request and in the answer.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
public final class RequestIds {

  static final String HEADER = "X-Request-Id";
  static final String LOG_KEY = "request_id";
  private static final String ATTRIBUTE = "anabranch.request-id";
  private static final Pattern ACCEPTED = Pattern.compile("[\\w.:-]{1,64}");

  @RequestFilter
  @PreMatching
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void assign(HttpRequest<?> request, MutablePropagatedContext context) {
    String given = request.getHeaders().get(HEADER);
    String id = given != null && ACCEPTED.matcher(given).matches() ? given : fresh();
    request.setAttribute(ATTRIBUTE, id);
    context.add(new MdcPropagationContext(Map.of(LOG_KEY, id)));
  }

  @ResponseFilter
  void answer(HttpRequest<?> request, MutableHttpResponse<?> response) {
    request.getAttribute(ATTRIBUTE, String.class).ifPresent(id -> response.header(HEADER, id));
    response.header("X-Content-Type-Options", "nosniff");
  }

  /** The framework does not show the other one what is answered before routing. */
  @ResponseFilter
  @PreMatching
  void answerBeforeRouting(HttpRequest<?> request, MutableHttpResponse<?> response) {
    answer(request, response);
  }

  /** That of a request; empty before it was given one. */
  public static String of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, String.class).orElse("");
  }

  private static String fresh() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
