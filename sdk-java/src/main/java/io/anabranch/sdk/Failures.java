package io.anabranch.sdk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The only table of statuses to exceptions. */
final class Failures {

  private static final int LONGEST_BODY = 64 * 1024;
  private static final int LONGEST_TEXT = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Failures() {}

  /** Looks at the status; the body is left alone unless the request was refused. */
  static void throwIfRefused(HttpResponse<InputStream> response) {
    if (response.statusCode() >= 400) {
      throw of(response);
    }
  }

  private static AnabranchException of(HttpResponse<InputStream> response) {
    int status = response.statusCode();
    String message = message(response);
    return switch (status) {
      case 401 -> new UnauthorizedException(message);
      case 403 -> new ForbiddenException(message);
      case 404 -> new NotFoundException(message);
      case 409 -> new ConflictException(message);
      case 412 -> new PreconditionFailedException(message);
      case 429, 503 -> new BusyException(status, message, retryAfter(response));
      default -> new AnabranchException(status, message);
    };
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    var seconds = response.headers().firstValueAsLong("Retry-After");
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(seconds.getAsLong()))
        : Optional.empty();
  }

  private static String message(HttpResponse<InputStream> response) {
    String text;
    try (InputStream body = response.body()) {
      text = new String(body.readNBytes(LONGEST_BODY), UTF_8);
    } catch (IOException e) {
      throw new UnreachableException(response.uri(), e);
    }
    String message = messageOf(text);
    return message.isEmpty() ? "the server answered " + response.statusCode() : message;
  }

  /** Whatever stands between may answer with a page instead of an {@code Error}. */
  private static String messageOf(String text) {
    try {
      return JSON.readTree(text).path("message").asText();
    } catch (JsonProcessingException _) {
      String page = text.strip();
      return page.substring(0, Math.min(page.length(), LONGEST_TEXT));
    }
  }
}
