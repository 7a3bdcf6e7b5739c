package io.anabranch.server.s3gateway;

import io.anabranch.server.access.Action;
import io.anabranch.server.auth.Caller;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.errors.S3Exception;
import io.anabranch.server.s3gateway.protocol.S3Request;
import io.anabranch.server.s3gateway.protocol.Target;
import jakarta.inject.Singleton;

/** What to say of buckets that are no repositories. */
@Singleton
final class UnknownBuckets {

  private static final String API = "/api/v1";

  /** Whoever may not know which repositories there are does not learn that there is none. */
  S3Exception refusal(S3Request request, Caller caller) {
    caller.requireForSome(Action.LIST_REPOSITORIES);
    if (request.parts().rawPath().startsWith(API)) {
      return S3Error.NO_SUCH_API_ENDPOINT.exception();
    }
    if (request.method().equals("PUT") && request.address().target() == Target.BUCKET) {
      return S3Error.NOT_IMPLEMENTED.exception(
          "Repositories are not made by S3 clients: they need a storage namespace, so make this one"
              + " with the API or the command line");
    }
    return S3Error.NO_SUCH_BUCKET.exception(
        "There is no repository '%s'".formatted(request.address().bucket()));
  }
}
