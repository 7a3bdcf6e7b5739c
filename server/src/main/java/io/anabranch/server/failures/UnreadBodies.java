package io.anabranch.server.failures;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.server.annotation.PreMatching;

/**
 * Ends the connection with a refusal that a client hears before it has sent its body: whoever asked
 * with {@code Expect: 100-continue} whether to send it may leave it out now, and then the next
 * request would be read as the body of this one.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class UnreadBodies {

  @ResponseFilter
  void close(HttpRequest<?> request, MutableHttpResponse<?> response) {
    boolean refused = response.code() >= HttpStatus.BAD_REQUEST.getCode();
    if (refused && request.getHeaders().contains(HttpHeaders.EXPECT)) {
      response.header(HttpHeaders.CONNECTION, "close");
    }
  }

  /** The framework does not show the other one what is answered before routing. */
  @ResponseFilter
  @PreMatching
  void closeBeforeRouting(HttpRequest<?> request, MutableHttpResponse<?> response) {
    close(request, response);
  }
}
