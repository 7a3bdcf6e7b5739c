package io.anabranch.server.s3gateway.object;

import io.anabranch.server.objects.UploadCondition;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.S3Request;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What must hold of a path to be written. */
public final class WriteConditions {

  private WriteConditions() {}

  /**
   * @throws io.anabranch.server.s3gateway.errors.S3Exception NOT_IMPLEMENTED for others than {@code
   *     If-None-Match: *} and an ETag in {@code If-Match}
   */
  public static UploadCondition of(S3Request request) {
    Optional<String> match = request.header("If-Match");
    Optional<String> noneMatch = request.header("If-None-Match");
    boolean both = match.isPresent() && noneMatch.isPresent();
    if (both || noneMatch.filter(value -> !value.equals("*")).isPresent()) {
      throw S3Error.NOT_IMPLEMENTED.exception(
          "Writes take If-None-Match: *, or the ETag that is to be replaced in If-Match");
    }
    if (noneMatch.isPresent()) {
      return new UploadCondition.Absent();
    }
    return match.map(WriteConditions::matching).orElseGet(UploadCondition.None::new);
  }

  private static UploadCondition matching(String header) {
    return header.equals("*")
        ? new UploadCondition.Present()
        : new UploadCondition.Matches(
            Arrays.stream(header.split(","))
                .map(etag -> etag.strip().replace("\"", ""))
                .collect(Collectors.toSet()));
  }
}
