package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

@Singleton
final class GetObjectTagging implements Operation {

  private final FoundObjects objects;

  GetObjectTagging(FoundObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "GetObjectTagging";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.OBJECT, "tagging");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.READ_OBJECT);
    Xml xml = Xml.withNamespace("Tagging").open("TagSet");
    for (var tag : ObjectTags.of(objects.get(call).entry().metadata()).tags()) {
      xml.open("Tag").put("Key", tag.key()).put("Value", tag.value()).close();
    }
    return xml.answer();
  }
}
