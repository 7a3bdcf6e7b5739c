package io.anabranch.server.s3gateway.upload;

import io.anabranch.server.objects.ObjectTarget;
import io.anabranch.server.s3gateway.multipart.UploadKey;
import io.anabranch.server.s3gateway.protocol.Call;

/** Names of uploads in requests. */
final class Keys {

  static final String ID = "uploadId";
  static final String NUMBER = "partNumber";
  static final int MOST_PARTS = 10_000;

  private Keys() {}

  static UploadKey of(Call call, ObjectTarget target) {
    return new UploadKey(target.repository(), target.branch(), target.path(), call.query().get(ID));
  }

  /** Of an operation that changes nothing. */
  static UploadKey of(Call call) {
    return new UploadKey(call.repository(), call.ref(), call.path(), call.query().get(ID));
  }

  static int number(Call call) {
    return call.query().number(NUMBER, 1, MOST_PARTS);
  }
}
