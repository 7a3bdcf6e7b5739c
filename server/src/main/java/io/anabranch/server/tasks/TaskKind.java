package io.anabranch.server.tasks;

/** What a task does. A task is found only under its own kind. */
public enum TaskKind {
  COMMIT("CT", false),
  MERGE("MG", false),
  DUMP_REFS("DR", false),
  RESTORE_REFS("RR", false),
  IMPORT("IM", true),
  CLONE("CL", true),
  PREPARE_COMMITS("GCPC", true);

  private final String prefix;
  private final boolean lasting;

  TaskKind(String prefix, boolean lasting) {
    this.prefix = prefix;
    this.lasting = lasting;
  }

  /** Whether it may take hours: such tasks must not keep the others waiting. */
  boolean isLasting() {
    return lasting;
  }

  /** What ids of such tasks begin with; where the field has one, its. */
  String prefix() {
    return prefix;
  }
}
