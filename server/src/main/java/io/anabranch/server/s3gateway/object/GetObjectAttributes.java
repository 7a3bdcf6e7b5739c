package io.anabranch.server.s3gateway.object;

import io.anabranch.server.access.Action;
import io.anabranch.server.bytes.HttpDates;
import io.anabranch.server.objects.FoundObject;
import io.anabranch.server.s3gateway.errors.S3Error;
import io.anabranch.server.s3gateway.multipart.PartSizes;
import io.anabranch.server.s3gateway.protocol.Call;
import io.anabranch.server.s3gateway.protocol.Operation;
import io.anabranch.server.s3gateway.protocol.Shape;
import io.anabranch.server.s3gateway.protocol.Target;
import io.anabranch.server.s3gateway.protocol.Xml;
import io.anabranch.versioning.model.Entry;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

@Singleton
final class GetObjectAttributes implements Operation {

  private static final String WANTED = "x-amz-object-attributes";

  private static final Set<String> KNOWN =
      Set.of("ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize");

  private final FoundObjects objects;

  GetObjectAttributes(FoundObjects objects) {
    this.objects = objects;
  }

  @Override
  public String name() {
    return "GetObjectAttributes";
  }

  @Override
  public Shape shape() {
    return Shape.of("GET", Target.OBJECT, "attributes");
  }

  @Override
  public MutableHttpResponse<?> answer(Call call) {
    call.requireOnObject(Action.READ_OBJECT);
    Set<String> wanted = wanted(call);
    FoundObject found = objects.get(call);
    Entry entry = found.entry();
    Xml xml = Xml.withNamespace("GetObjectAttributesResponse");
    if (wanted.contains("ETag")) {
      xml.put("ETag", entry.etag());
    }
    if (wanted.contains("Checksum")) {
      addChecksums(entry, xml);
    }
    if (wanted.contains("ObjectParts") && entry.metadata().containsKey(PartSizes.METADATA_KEY)) {
      xml.open("ObjectParts").put("PartsCount", RequestedPart.sizes(entry).count()).close();
    }
    if (wanted.contains("StorageClass")) {
      xml.put("StorageClass", "STANDARD");
    }
    if (wanted.contains("ObjectSize")) {
      xml.put("ObjectSize", entry.size());
    }
    return xml.answer().header(HttpHeaders.LAST_MODIFIED, HttpDates.text(entry.lastModified()));
  }

  private static Set<String> wanted(Call call) {
    Set<String> wanted =
        call.request().headers(WANTED).stream()
            .flatMap(header -> Arrays.stream(header.split(",")))
            .map(String::strip)
            .collect(Collectors.toSet());
    if (wanted.isEmpty() || !KNOWN.containsAll(wanted)) {
      throw S3Error.INVALID_ARGUMENT.exception(
          WANTED + " names some of ETag, Checksum, ObjectParts, StorageClass, ObjectSize");
    }
    return wanted;
  }

  private static void addChecksums(Entry entry, Xml xml) {
    Map<String, String> checksums = ObjectRecord.checksums(entry.metadata());
    if (!checksums.isEmpty()) {
      xml.open("Checksum");
      checksums.forEach((header, value) -> xml.put(ChecksumElements.name(header), value));
      xml.put("ChecksumType", ObjectRecord.checksumType(checksums)).close();
    }
  }
}
