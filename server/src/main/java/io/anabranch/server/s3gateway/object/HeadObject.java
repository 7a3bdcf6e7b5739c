package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.objects.FoundObject;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** Opens nothing: what it tells is in the entry. */
@Singleton
final class HeadObject implements Operation {

  private final FoundObjects objects;

  HeadObject(FoundObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "HeadObject";
  }

  @Override
  public Shape shape() {
    return Shape.of("HEAD", Target.OBJECT);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.READ_OBJECT);
    FoundObject found = objects.get(call);
    return switch (Conditions.of(call.request()).outcome(found.entry())) {
      case FAILED -> throw S3Error.PRECONDITION_FAILED.exception();
      case NOT_MODIFIED -> ObjectAnswers.notModified(found.entry());
      case HOLDS -> {
        var part = RequestedPart.of(call, found.entry());
        yield ObjectAnswers.found(call, found, part)
            .contentLength(ObjectAnswers.length(found.entry(), part.range()));
      }
    };
  }
}
