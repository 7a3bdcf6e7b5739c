package io.anabranch.server.tasks;

/** What a task does. A task is found only under its own kind. */
public enum TaskKind {
  COMMIT("CT"),
  MERGE("MG"),
  DUMP_REFS("DR"),
  RESTORE_REFS("RR");

  private final String prefix;

  TaskKind(String prefix) {
    this.prefix = prefix;
  }

  /** What ids of such tasks begin with; where the field has one, its. */
  String prefix() {
    return prefix;
  }
}
