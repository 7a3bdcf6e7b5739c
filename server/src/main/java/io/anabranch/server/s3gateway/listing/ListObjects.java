package io.anabranch.server.s3gateway.listing;

import io.anabranch.server.access.Action;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;

/** In both versions of the operation. */
@Singleton
final class ListObjects implements Operation {

  private final BucketKeys keys;

  ListObjects(BucketKeys keys) {
    this.keys = keys;
  }

  @Override
  public String name() {
    return "ListObjects";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.BUCKET);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnRepository(Action.LIST_OBJECTS);
    return call.query().get("list-type").equals("2") ? second(call) : first(call);
  }

  /** Of a ref that does not exist it lists nothing, as clients of the field know it. */
  private MutableHttpResponse<?> first(Call call) {
    var request = ListRequest.of(call, call.query().get("marker"));
    BucketPage page = keys.find(call.caller(), call.repository(), request).orElse(BucketPage.EMPTY);
    Xml xml =
        PageXml.begin("ListBucketResult", call.repository().name(), request)
            .put("Marker", request.text(request.after()))
            .put("IsTruncated", page.hasMore());
    if (page.hasMore() && !request.delimiter().isEmpty()) {
      xml.put("NextMarker", request.text(page.next()));
    }
    PageXml.putItems(xml, page, request, true);
    return xml.answer();
  }

  private MutableHttpResponse<?> second(Call call) {
    String token = call.query().get("continuation-token");
    String startAfter = call.query().get("start-after");
    String after = token.isEmpty() ? startAfter : ContinuationToken.key(token);
    var request = ListRequest.of(call, after);
    if (!request.isOfRefs() && !token.isEmpty() && !after.startsWith(request.ref() + "/")) {
      throw S3Error.BAD_REQUEST.exception("The continuation token is of another list");
    }
    BucketPage page =
        keys.find(call.caller(), call.repository(), request)
            .orElseThrow(S3Error.BAD_REQUEST::exception);
    Xml xml =
        PageXml.begin("ListBucketResult", call.repository().name(), request)
            .put("KeyCount", page.items().size())
            .put("IsTruncated", page.hasMore());
    if (!startAfter.isEmpty()) {
      xml.put("StartAfter", request.text(startAfter));
    }
    if (!token.isEmpty()) {
      xml.put("ContinuationToken", token);
    }
    if (page.hasMore()) {
      xml.put("NextContinuationToken", ContinuationToken.of(page.next()));
    }
    PageXml.putItems(xml, page, request, call.query().get("fetch-owner").equals("true"));
    return xml.answer();
  }
}
