package io.anabranch.versioning.imports;

import io.anabranch.versioning.model.Key;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to lay what is imported over a branch, and what to say about it.
 *
 * @param message empty for one that says that objects were imported
 * @param metadata of the commit; how it came about is added to it
 * @param date null for the present
 * @param destinations prefixes that the import fills; single objects are in none of them
 */
public record ImportRequest(
    String committer,
    String message,
    Map<String, String> metadata,
    @Nullable Instant date,
    ImportMode mode,
    List<Key> destinations) {

  public ImportRequest {
    metadata = Map.copyOf(metadata);
    destinations = List.copyOf(destinations);
  }
}
