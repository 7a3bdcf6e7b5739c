package io.anabranch.server.s3gateway.upload;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.postgres.MultipartTable.Description;
import io.anabranch.server.postgres.MultipartTable.Part;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.multipart.Completions;
import io.anabranch.server.s3gateway.multipart.Multiparts;
import io.anabranch.server.s3gateway.multipart.NamedPart;
import io.anabranch.server.s3gateway.multipart.UploadCompletion;
import io.anabranch.server.s3gateway.multipart.UploadKey;
import io.anabranch.server.s3gateway.object.ChecksumElements;
import io.anabranch.server.s3gateway.object.ObjectRecord;
import io.anabranch.server.s3gateway.object.PutBody;
import io.anabranch.server.s3gateway.object.Targets;
import io.anabranch.server.s3gateway.object.WriteConditions;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.S3Request;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.anabranch.server.s3gateway.protocol.XmlBody;
import io.anabranch.versioning.model.Entry;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

@Singleton
final class CompleteMultipartUpload implements Operation {

  /** For 10,000 parts, each with its checksum. */
  private static final int MOST_BYTES = 4 << 20;

  private final RepositoryLookup repositories;
  private final Multiparts uploads;
  private final Completions completions;

  CompleteMultipartUpload(
      RepositoryLookup repositories, Multiparts uploads, Completions completions) {
    this.repositories = repositories;
    this.uploads = uploads;
    this.completions = completions;
  }

  @Override
  public String name() {
    return "CompleteMultipartUpload";
  }

  @Override
  public Shape shape() {
    return Shape.of("POST", Target.OBJECT, Keys.ID);
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.WRITE_OBJECT);
    var target = Targets.of(call, repositories);
    UploadKey key = Keys.of(call, target);
    var condition = WriteConditions.of(call.request());
    Optional<UploadChecksum> checksum = UploadChecksum.of(uploads.get(key).description());
    List<NamedPart> named = parts(PutBody.readAll(call, MOST_BYTES), checksum);
    var completion =
        new UploadCompletion(
            named, condition, (upload, parts) -> summary(call.request(), upload, parts));
    Entry entry =
        Targets.onBranch(target, () -> completions.complete(call.userId(), key, completion));
    Xml xml =
        Xml.of("CompleteMultipartUploadResult")
            .put("Location", location(call))
            .put("Bucket", target.repository().name())
            .put("Key", call.request().address().key())
            .put("ETag", '"' + entry.etag() + '"');
    Map<String, String> checksums = ObjectRecord.checksums(entry.metadata());
    checksums.forEach((header, value) -> xml.put(ChecksumElements.name(header), value));
    checksum
        .filter(_ -> !checksums.isEmpty())
        .ifPresent(sum -> xml.put("ChecksumType", sum.type()));
    return xml.answer();
  }

  private static List<NamedPart> parts(byte[] body, Optional<UploadChecksum> checksum) {
    Optional<String> element = checksum.map(sum -> ChecksumElements.name(sum.algorithm().header()));
    List<NamedPart> parts = new ArrayList<>();
    XmlBody.read(
        body,
        (path, texts) -> {
          if (path.equals("CompleteMultipartUpload/Part")) {
            parts.add(part(texts, element.map(texts::get)));
          }
        });
    return parts;
  }

  private static NamedPart part(Map<String, String> texts, Optional<String> checksum) {
    try {
      int number = Integer.parseInt(texts.getOrDefault("PartNumber", "").strip());
      String etag = texts.getOrDefault("ETag", "").strip().replace("\"", "");
      return new NamedPart(number, etag, checksum.map(String::strip));
    } catch (NumberFormatException _) {
      throw S3Error.MALFORMED_XML.exception("A part needs a PartNumber and an ETag");
    }
  }

  /** The checksum of the whole, which must be the one that the client has computed, if it has. */
  private static Map<String, String> summary(
      S3Request request, Description upload, List<Part> parts) {
    Map<String, String> metadata = new TreeMap<>();
    UploadChecksum.of(upload)
        .ifPresent(
            checksum ->
                checksum
                    .of(parts)
                    .ifPresent(
                        value -> {
                          String header = checksum.algorithm().header();
                          request
                              .header(header)
                              .filter(
                                  expected -> !withoutCount(expected).equals(withoutCount(value)))
                              .ifPresent(
                                  _ -> {
                                    throw S3Error.BAD_DIGEST.exception(
                                        "The parts together have the checksum %s, not the one of %s"
                                            .formatted(value, header));
                                  });
                          ObjectRecord.putChecksums(metadata, Map.of(header, value));
                        }));
    return metadata;
  }

  /** Clients send the checksum of checksums with and without how many they are. */
  private static String withoutCount(String checksum) {
    int dash = checksum.indexOf('-');
    return dash < 0 ? checksum : checksum.substring(0, dash);
  }

  private static String location(Call call) {
    var http = call.request().http();
    return "%s://%s%s"
        .formatted(
            http.isSecure() ? "https" : "http",
            S3Request.host(http),
            call.request().parts().rawPath());
  }
}
