package io.anabranch.versioning.replay;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the new commit is to say instead of what it would say by itself.
 *
 * @param message null or empty for the usual one
 * @param metadata null for the usual ones
 */
public record CommitOverrides(@Nullable String message, @Nullable Map<String, String> metadata) {

  public static final CommitOverrides NONE = new CommitOverrides(null, null);

  public CommitOverrides {
    metadata = metadata == null ? null : Map.copyOf(metadata);
  }

  String messageOr(String usual) {
    return message == null || message.isEmpty() ? usual : message;
  }

  Map<String, String> metadataOr(Map<String, String> usual) {
    return metadata == null ? usual : metadata;
  }
}
