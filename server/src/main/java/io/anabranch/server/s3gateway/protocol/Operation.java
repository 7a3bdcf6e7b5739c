package io.anabranch.server.s3gateway.protocol;

import io.micronaut.http.MutableHttpResponse;

/** One operation of the S3 protocol. Beans of this type make up the gateway. */
public interface Operation {

  /** As the protocol calls it: {@code PutObject}. */
  String name();

  Shape shape();

  /**
   * Does it. Asks first whether the caller may. Blocks.
   *
   * @throws io.anabranch.server.s3gateway.errors.S3Exception what to answer instead
   * @throws io.anabranch.versioning.failure.FailureException as the engine and stores do; for a
   *     thing that is not found, the operation says itself which error that is
   */
  MutableHttpResponse<?> answer(Call call);
}
