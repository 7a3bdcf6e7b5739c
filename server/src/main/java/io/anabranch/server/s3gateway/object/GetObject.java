package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.bytes.ObjectBody;
import io.anabranch.server.objects.FoundObject;
import io.anabranch.server.objects.ObjectReads;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

@Singleton
final class GetObject implements Operation {

  private final FoundObjects objects;
  private final ObjectReads reads;
  private final Redirects redirects;

  GetObject(FoundObjects objects, ObjectReads reads, Redirects redirects) {
    this.objects = objects;
    this.reads = reads;
    this.redirects = redirects;
  }

  @Override
  public String name() {
    return "GetObject";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.OBJECT);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.READ_OBJECT);
    FoundObject found = objects.get(call);
    return switch (Conditions.of(call.request()).outcome(found.entry())) {
      case FAILED -> throw S3Error.PRECONDITION_FAILED.exception();
      case NOT_MODIFIED -> ObjectAnswers.notModified(found.entry());
      case HOLDS -> redirects.find(call, found).orElseGet(() -> send(call, found));
    };
  }

  private MutableHttpResponse<?> send(Call call, FoundObject found) {
    var part = RequestedPart.of(call, found.entry());
    var object = reads.open(found, part.range());
    return ObjectAnswers.found(call, found, part)
        .header("X-Frame-Options", "SAMEORIGIN")
        .header("Content-Security-Policy", "default-src 'none'")
        .body(ObjectBody.of(call.request().http(), object));
  }
}
