package io.anabranch.blockstore.layer.metering;

/**
 * What the meters are tagged with.
 *
 * @param store the storage id
 * @param stage where in the stack the layer stands
 */
public record MeteringSettings(String store, Stage stage) {

  /** Which of the times that passed is meant. */
  public enum Stage {
    /** What the caller waits for, retries and waiting included. */
    CALL("call"),
    /** One attempt at the store itself. */
    ATTEMPT("attempt");

    private final String tag;

    Stage(String tag) {
      this.tag = tag;
    }

    String tag() {
      return tag;
    }
  }
}
