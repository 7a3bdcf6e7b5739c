package io.anabranch.cli.settings;

/** What must not be seen; its text is a mask. */
public record Secret(String reveal) {

  @Override
  public String toString() {
    return "***";
  }
}
