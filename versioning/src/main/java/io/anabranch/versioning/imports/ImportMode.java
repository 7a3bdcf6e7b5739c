package io.anabranch.versioning.imports;

import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import io.anabranch.versioning.tree.OverlayRule;

/** What an import does with what the branch has already. */
public enum ImportMode {
  /** Under a destination prefix only what is imported remains. */
  REPLACE("replace", OverlayRule.OVERLAY_WINS),
  /** What is there stays, unless something is imported to just its path. */
  MERGE("merge", OverlayRule.OVERLAY_WINS),
  /** What is there stays. */
  SKIP_EXISTING("skip-existing", OverlayRule.BASE_WINS);

  private final String text;
  private final OverlayRule rule;

  ImportMode(String text, OverlayRule rule) {
    this.text = text;
    this.rule = rule;
  }

  /** As clients write it; empty for the one that lakeFS knows. */
  public static ImportMode parse(String text) {
    return switch (text) {
      case "", "replace" -> REPLACE;
      case "merge" -> MERGE;
      case "skip-existing" -> SKIP_EXISTING;
      default ->
          throw new FailureException(
              new Failure.Invalid(
                  "'%s' is not a mode of imports: it must be 'replace', 'merge' or 'skip-existing'"
                      .formatted(text)));
    };
  }

  public String text() {
    return text;
  }

  OverlayRule rule() {
    return rule;
  }
}
