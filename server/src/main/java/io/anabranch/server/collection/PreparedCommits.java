package io.anabranch.server.collection;

import java.util.Map;

/**
 * Where a run finds the commits to keep.
 *
 * @param commits URI of their list
 * @param addresses URI of the folder that the collector may use
 */
record PreparedCommits(String runId, String commits, String addresses) {

  private static final String RUN_ID = "run_id";
  private static final String COMMITS = "commits";
  private static final String ADDRESSES = "addresses";

  /** As the result of a task. */
  Map<String, String> texts() {
    return Map.of(RUN_ID, runId, COMMITS, commits, ADDRESSES, addresses);
  }

  static PreparedCommits of(Map<String, String> texts) {
    return new PreparedCommits(
        texts.getOrDefault(RUN_ID, ""),
        texts.getOrDefault(COMMITS, ""),
        texts.getOrDefault(ADDRESSES, ""));
  }
}
