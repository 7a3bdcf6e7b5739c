package io.anabranch.versioning.hooks;

import java.util.Map;

/**
 * What is going to be committed on a branch, before it is settled what belongs to it.
 *
 * @param user the committer
 */
public record CommitPreparation(
    String branch, String user, String message, Map<String, String> metadata) {

  public CommitPreparation {
    metadata = Map.copyOf(metadata);
  }
}
