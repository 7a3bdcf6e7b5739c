package io.anabranch.server.s3gateway;

import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.auth.SignatureSignOn;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.S3Request;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.signature.Payload;
import io.anabranch.server.s3gateway.signature.Signature;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.model.Repository;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes calls of requests, or refuses them. Safe for use by many threads. */
@Singleton
final class Calls {

  private final SignatureSignOn signOn;
  private final RepositoryLookup repositories;
  private final UnknownBuckets unknownBuckets;
  private final InstantSource clock;

  Calls(
      SignatureSignOn signOn,
      RepositoryLookup repositories,
      UnknownBuckets unknownBuckets,
      InstantSource clock) {
    this.signOn = signOn;
    this.repositories = repositories;
    this.unknownBuckets = unknownBuckets;
    this.clock = clock;
  }

  /**
   * Nothing is looked up before the signature is right but the secret that it was made with.
   *
   * @throws S3Exception when it is not, or there is no such repository
   */
  Call require(S3Request request) {
    if (!Signature.isClaimed(request.parts())) {
      throw S3Error.ACCESS_DENIED.exception(
          "The request is not signed: sign it with an access key of this server");
    }
    var signature = Signature.parse(request.parts());
    var check = new Check(request, signature);
    Caller caller =
        signOn.signOn(request.http(), signature.accessKeyId(), check::isRight).orElse(null);
    if (caller == null || check.payload == null) {
      throw check.refusal == null
          ? S3Error.ACCESS_DENIED.exception(
              "There is no access key %s here: use one of this server"
                  .formatted(signature.accessKeyId()))
          : check.refusal;
    }
    Optional<Repository> bucket =
        request.address().target() == Target.SERVICE
            ? Optional.empty()
            : Optional.of(repository(request, caller));
    return new Call(request, caller, check.payload, bucket);
  }

  private Repository repository(S3Request request, Caller caller) {
    try {
      return repositories.get(request.address().bucket());
    } catch (FailureException e) {
      if (e.failure().isAbsence()) {
        throw unknownBuckets.refusal(request, caller);
      }
      throw e;
    }
  }

  /** What came out of checking one signature. */
  private final class Check {

    private final S3Request request;
    private final Signature signature;
    private @Nullable Payload payload;
    private @Nullable S3Exception refusal;

    Check(S3Request request, Signature signature) {
      this.request = request;
      this.signature = signature;
    }

    /** What is refused whatever the secret is, is no attempt to guess it. */
    boolean isRight(String secret) {
      try {
        payload = signature.verify(request.parts(), secret, clock.instant());
        return true;
      } catch (S3Exception e) {
        if (e.error() != S3Error.SIGNATURE_MISMATCH) {
          throw e;
        }
        refusal = e;
        return false;
      }
    }
  }
}
