package io.anabranch.server.auth.aws;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;

/** Tells who signed a request to STS. Safe for use by many threads. */
@FunctionalInterface
public interface AwsIdentities {

  /** Where identities of AWS are not for signing on. */
  AwsIdentities NONE =
      _ -> {
        throw new FailureException(
            new Failure.Forbidden(
                "nobody signs on to this server with an identity of AWS: have the operator set"
                    + " auth.providers.aws.server_id, or use an access key"));
      };

  /**
   * Blocks on the network.
   *
   * @throws FailureException when it cannot be told
   */
  CallerIdentity identity(SignedRequest request);
}
