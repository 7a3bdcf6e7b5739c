package io.anabranch.server.links;

import io.anabranch.blockstore.BlockstoreException;
import io.anabranch.blockstore.Content;
import io.anabranch.blockstore.MultipartUploads;
import io.anabranch.server.bytes.HashedContent;
import io.anabranch.server.bytes.UploadBody;
import io.anabranch.server.links.Grant.Permission.Reading;
import io.anabranch.server.links.Grant.Permission.Writing;
import io.anabranch.server.links.Grant.Permission.WritingPart;
import io.anabranch.server.stores.PhysicalAddresses.Resolved;
import io.anabranch.server.stores.StoreFailures;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Takes in what is sent to links: a whole object, or a part of one. What is answered is durable.
 * Safe for use by many threads.
 */
@Singleton
final class LinkedWrites {

  private final Admission admission;

  LinkedWrites(Admission admission) {
    this.admission = admission;
  }

  HttpResponse<?> put(Grant grant, UploadBody body) {
    return switch (grant.permission()) {
      case Reading _ ->
          throw new FailureException(
              new Failure.Forbidden("the link is for reading with GET and HEAD, not for PUT"));
      case Writing _ -> put(admission.toWrite(grant), body);
      case WritingPart part -> putPart(admission.toWrite(grant), part, body);
    };
  }

  /** Clients record the MD5 as the entry's checksum when they are told it. */
  private static HttpResponse<?> put(Resolved target, UploadBody body) {
    var content = new HashedContent(body);
    var written =
        StoreFailures.translating(
            target.store(),
            () -> {
              var capabilities = target.store().blockstore().capabilities();
              requireFitting(body, capabilities.maximumPutBytes());
              return OncePut.put(target, content);
            });
    byte[] md5 = HexFormat.of().parseHex(content.md5());
    return stored(written.etag()).header("Content-MD5", Base64.getEncoder().encodeToString(md5));
  }

  private static HttpResponse<?> putPart(Resolved target, WritingPart part, UploadBody body) {
    try {
      MultipartUploads uploads =
          target.store().presignedMultipart().orElseThrow(LinkedWrites::noParts);
      requireFitting(body, uploads.limits().largestBytes());
      var received =
          uploads.putPart(target.address(), part.uploadId(), part.number(), content(body));
      return stored(received.etag());
    } catch (BlockstoreException e) {
      if (e.kind() == BlockstoreException.Kind.NOT_FOUND) {
        throw new FailureException(
            new Failure.NotFound(
                "the upload of this part was completed or given up: begin another one"),
            e);
      }
      throw StoreFailures.translate(target.store(), e);
    }
  }

  private static Content content(UploadBody body) {
    long length =
        body.length()
            .orElseThrow(() -> invalid("the part has no Content-Length: send it with its length"));
    return body.md5() == null ? Content.once(body.stream(), length) : new HashedContent(body);
  }

  private static void requireFitting(UploadBody body, long mostBytes) {
    long length = body.length().orElse(0);
    if (length > mostBytes) {
      throw invalid(
          "%d bytes are too many: the store takes at most %d at once, so send smaller parts"
              .formatted(length, mostBytes));
    }
  }

  private static MutableHttpResponse<?> stored(String etag) {
    return HttpResponse.ok().header(HttpHeaders.ETAG, '"' + etag + '"');
  }

  private static FailureException noParts() {
    return new FailureException(
        new Failure.Unsupported("the store of this part takes no uploads in parts any more"));
  }

  private static FailureException invalid(String message) {
    return new FailureException(new Failure.Invalid(message));
  }
}
