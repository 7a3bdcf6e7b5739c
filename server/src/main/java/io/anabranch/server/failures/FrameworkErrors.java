package io.anabranch.server.failures;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Gives the framework's own refusals (binding, validation, routing) the body of every other. */
@Singleton
final class FrameworkErrors implements ErrorResponseProcessor<ErrorBody> {

  private static final String DUE_TO = "due to: ";

  // The framework has these only as text.
  private static final Pattern CONVERSION =
      Pattern.compile("Failed to convert argument \\[(\\w+)] for value \\[([^]]*)]");
  private static final Pattern VIOLATION = Pattern.compile("(?:\\w+\\.)+(\\w+)(?:[^:]*): (.+)");
  private static final Pattern MISSING =
      Pattern.compile("Required constructor parameter \\[[^]]* (\\w+)]");
  private static final Pattern NO_BODY = Pattern.compile("Required Body \\[\\w+] not specified");
  private static final Pattern TOO_LONG =
      Pattern.compile("exceeds the maximum allowed \\w+ length \\[(\\d+)]");
  private static final Pattern NUMBER = Pattern.compile("For input string: (\"[^\"]*\")");
  private static final Pattern SOURCE = Pattern.compile("\\s*\\(?[\\w ]*at \\[Source:[^]]*]\\)?");
  private static final Pattern PLACE = Pattern.compile("line: (\\d+), column: (\\d+)");
  private static final Pattern TYPE_NAME = Pattern.compile("\\b(java|io)\\.\\w+|\\[\\w+<");

  @Override
  public MutableHttpResponse<ErrorBody> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    if (response.code() == HttpStatus.UNSUPPORTED_MEDIA_TYPE.getCode()) {
      // The API knows no 415: a body of another type is a bad request.
      response.status(HttpStatus.BAD_REQUEST);
    }
    return response
        .body(new ErrorBody(message(context, response)))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  private static String message(ErrorContext context, MutableHttpResponse<?> response) {
    int status = response.code();
    if (status == HttpStatus.NOT_FOUND.getCode()) {
      return "no such API endpoint: "
          + context.getRequest().getMethodName()
          + " "
          + context.getRequest().getPath();
    }
    if (status >= 500) {
      return "internal error; the server's log has the details under this request's id";
    }
    return context.hasErrors()
        ? context.getErrors().stream().map(FrameworkErrors::text).collect(Collectors.joining("; "))
        : response.reason();
  }

  private static String text(Error error) {
    String said = error.getMessage();
    var conversion = CONVERSION.matcher(said);
    if (conversion.lookingAt()) {
      // A body has no text of its own here, and the name of its parameter means nothing to clients.
      String what = conversion.group(2).equals("null") ? "body" : conversion.group(1);
      return what + ": " + reason(said);
    }
    var violation = VIOLATION.matcher(said);
    if (violation.matches()) {
      return snakeCase(violation.group(1)) + ": " + violation.group(2);
    }
    if (NO_BODY.matcher(said).find()) {
      return "the request has no body, and needs one";
    }
    var tooLong = TOO_LONG.matcher(said);
    if (tooLong.find()) {
      return "the body is longer than the %s bytes that are taken".formatted(tooLong.group(1));
    }
    return error.getPath().map(path -> path + ": " + said).orElseGet(() -> withoutSource(said));
  }

  /** The innermost reason: what is around it names types of ours. */
  private static String reason(String said) {
    var missing = MISSING.matcher(said);
    if (missing.find()) {
      return missing.group(1) + " is required";
    }
    String innermost = said.substring(said.lastIndexOf(DUE_TO) + DUE_TO.length());
    String line = innermost.lines().findFirst().orElse("").strip();
    var number = NUMBER.matcher(line);
    if (number.lookingAt()) {
      return number.group(1) + " is not a number that fits";
    }
    String plain = TYPE_NAME.matcher(line).find() ? "not of the type that is needed" : line;
    var place = PLACE.matcher(said);
    return place.find()
        ? plain + " (line " + place.group(1) + ", column " + place.group(2) + ")"
        : plain;
  }

  /** A parser adds lines on where it read, of which clients need the place only. */
  private static String withoutSource(String said) {
    var place = PLACE.matcher(said);
    return place.find()
        ? SOURCE.matcher(said.lines().findFirst().orElse("")).replaceAll("").strip()
            + " (line %s, column %s)".formatted(place.group(1), place.group(2))
        : said;
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
