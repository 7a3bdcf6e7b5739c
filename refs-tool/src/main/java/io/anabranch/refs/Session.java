package io.anabranch.refs;

import io.anabranch.sdk.Anabranch;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * What a command works with.
 *
 * @param connection gives the server; asked on the command's own thread, when it runs
 * @param out progress and answers
 * @param err what went wrong
 */
record Session(Supplier<Anabranch> connection, PrintStream out, PrintStream err) {

  Anabranch server() {
    return connection.get();
  }

  /** One line of progress; seen at once, since whoever reads it may act on it. */
  void say(String line) {
    out.println(line);
    out.flush();
  }

  void complain(String line) {
    err.println(line);
  }
}
