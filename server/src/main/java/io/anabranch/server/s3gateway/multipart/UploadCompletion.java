package io.anabranch.server.s3gateway.multipart;

import io.anabranch.server.objects.UploadCondition;
import io.anabranch.server.postgres.MultipartTable.Description;
import io.anabranch.server.postgres.MultipartTable.Part;
import java.util.List;
import java.util.Map;

/**
 * How an upload is to end in an object.
 *
 * @param parts in the order in which they were named
 */
public record UploadCompletion(List<NamedPart> parts, UploadCondition condition, Summary summary) {

  public UploadCompletion {
    parts = List.copyOf(parts);
  }

  /** What is to be recorded of the whole besides what was said when the upload began. */
  @FunctionalInterface
  public interface Summary {

    /** Of nothing but what every object has. */
    Summary NONE = (_, _) -> Map.of();

    /**
     * Metadata of the entry. Asked before anything is done: what it throws, it refuses.
     *
     * @param parts those that make the object, in order
     */
    Map<String, String> of(Description upload, List<Part> parts);
  }
}
