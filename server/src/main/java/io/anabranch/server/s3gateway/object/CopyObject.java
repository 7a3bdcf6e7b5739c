package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.api.RepositoryLookup;
import io.anabranch.server.objects.FoundObject;
import io.anabranch.server.objects.Uploads;
import io.anabranch.server.objects.Uploads.CopiedAs;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.anabranch.versioning.model.Entry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Within a repository, or from another one, on whatever store. */
@Singleton
final class CopyObject implements Operation {

  private final RepositoryLookup repositories;
  private final CopySource sources;
  private final Uploads uploads;

  CopyObject(RepositoryLookup repositories, CopySource sources, Uploads uploads) {
    this.repositories = repositories;
    this.sources = sources;
    this.uploads = uploads;
  }

  @Override
  public String name() {
    return "CopyObject";
  }

  @Override
  public Shape shape() {
    return Shape.of("PUT", Target.OBJECT).copying();
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.WRITE_OBJECT);
    FoundObject source = sources.get(call);
    var target = Targets.of(call, repositories);
    var condition = WriteConditions.of(call.request());
    CopiedAs as = as(call, source.entry());
    Entry entry =
        Targets.onBranch(target, () -> uploads.copy(call.userId(), target, source, as, condition));
    return Xml.of("CopyObjectResult")
        .put("LastModified", entry.lastModified())
        .put("ETag", ObjectAnswers.quoted(entry.etag()))
        .answer();
  }

  private static CopiedAs as(Call call, Entry source) {
    boolean replaces = directive(call, "x-amz-metadata-directive");
    Map<String, String> given = ObjectRecord.of(call.request());
    Map<String, String> metadata = new TreeMap<>(replaces ? given : source.metadata());
    metadata.putAll(ObjectRecord.ofBytes(source.metadata()));
    boolean retags = directive(call, "x-amz-tagging-directive");
    Optional.ofNullable((retags ? given : source.metadata()).get(ObjectRecord.TAGS))
        .ifPresentOrElse(
            tags -> metadata.put(ObjectRecord.TAGS, tags),
            () -> metadata.remove(ObjectRecord.TAGS));
    String type =
        call.request().header(HttpHeaders.CONTENT_TYPE).orElse(MediaType.APPLICATION_OCTET_STREAM);
    return new CopiedAs(metadata, replaces ? type : source.contentType());
  }

  /** Whether the request replaces what the source has. */
  private static boolean directive(Call call, String header) {
    return switch (call.request().header(header).orElse("COPY")) {
      case "COPY" -> false;
      case "REPLACE" -> true;
      default -> throw S3Error.INVALID_ARGUMENT.exception(header + " is COPY or REPLACE");
    };
  }
}
