package io.anabranch.versioning.merge;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.tree.MergeRule;

/** What a merge does with a path that both sides changed differently. */
public enum MergeStrategy {
  /** The merge is refused. */
  DEFAULT("default", MergeRule.FAIL_ON_CONFLICT),
  SOURCE_WINS("source-wins", MergeRule.SOURCE_WINS),
  DEST_WINS("dest-wins", MergeRule.DESTINATION_WINS);

  /** Where a commit that came about by a merge says which strategy it was. */
  public static final String METADATA_KEY = ".lakefs.merge.strategy";

  private final String text;
  private final MergeRule rule;

  MergeStrategy(String text, MergeRule rule) {
    this.text = text;
    this.rule = rule;
  }

  /** As clients write it; empty for the default. */
  public static MergeStrategy parse(String text) {
    return switch (text) {
      case "" -> DEFAULT;
      case "source-wins" -> SOURCE_WINS;
      case "dest-wins" -> DEST_WINS;
      default ->
          throw new FailureException(
              new Failure.Invalid(
                  "'%s' is not a merge strategy: it must be 'source-wins', 'dest-wins' or empty"
                      .formatted(text)));
    };
  }

  /** As the metadata of a merge commit says it. */
  public String text() {
    return text;
  }

  MergeRule rule() {
    return rule;
  }
}
