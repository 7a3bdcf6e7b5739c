package io.anabranch.cli.auth;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Does something with what an id names. */
final class IdCommand extends Action {

  /** What is done. */
  @FunctionalInterface
  interface Work {
    void with(String id);
  }

  @Option(names = "--id", paramLabel = "ID", required = true, description = "Its id.")
  private String id = "";

  private final Work work;

  private IdCommand(Context context, Work work) {
    super(context);
    this.work = work;
  }

  static CommandLine of(Context context, String name, String description, Work work) {
    return Named.of(name, description, new IdCommand(context, work));
  }

  @Override
  protected void run() {
    work.with(id);
  }
}
