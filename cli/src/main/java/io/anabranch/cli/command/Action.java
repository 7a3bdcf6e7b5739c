package io.anabranch.cli.command;

import java.io.IOException;
import java.util.concurrent.Callable;

/** A command that works with a {@link Context}; it fails by throwing. */
public abstract class Action implements Callable<Integer> {

  protected final Context context;

  protected Action(Context context) {
    this.context = context;
  }

  @Override
  public final Integer call() throws IOException {
    run();
    return ExitStatus.OK;
  }

  protected abstract void run() throws IOException;
}
