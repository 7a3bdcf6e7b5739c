package io.anabranch.server.s3gateway.signature;

import io.anabranch.server.s3gateway.errors.S3Error;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What of a request a signature can cover.
 *
 * @param method in upper case
 * @param rawPath as it was sent, without the query; begins with '/'
 * @param rawQuery as it was sent, without '?'; may be empty
 * @param headerNames of all headers that were sent, in any case: of those that begin with {@code
 *     x-amz-} none may be left out of a signature, lest somebody adds one to a signed link
 * @param headers values by lower-case name, in the order they were sent, empty when absent
 * @param virtualBucket repository that the host names: signatures of version 2 put it back
 */
public record SignedParts(
    String method,
    String rawPath,
    String rawQuery,
    Collection<String> headerNames,
    Function<String, List<String>> headers,
    Optional<String> virtualBucket) {

  List<String> values(String name) {
    return headers.apply(name);
  }

  /** The value of a header that may be sent once. */
  Optional<String> single(String name) {
    List<String> values = values(name);
    if (values.size() > 1) {
      throw S3Error.INVALID_REQUEST.exception("The header " + name + " may be sent only once");
    }
    return values.stream().findFirst().map(String::strip);
  }

  /** The values of a header as one: separated by commas, without the space around each. */
  String joined(String name) {
    List<String> values = values(name);
    return values.size() == 1
        ? values.getFirst().strip()
        : values.stream().map(String::strip).collect(Collectors.joining(","));
  }
}
