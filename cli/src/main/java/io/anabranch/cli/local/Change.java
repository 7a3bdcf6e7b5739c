package io.anabranch.cli.local;

/**
 * One file that differs.
 *
 * @param name below the folder
 */
record Change(String name, Kind kind) {

  enum Kind {
    ADDED("+ added "),
    REMOVED("- removed "),
    CHANGED("~ modified ");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  @Override
  public String toString() {
    return kind.text + name;
  }
}
