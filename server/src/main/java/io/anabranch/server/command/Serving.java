package io.anabranch.server.command;

import io.anabranch.server.config.ConfigurationSource;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.embedded.EmbeddedPostgresSettings.UnexpectedExit;
import java.io.PrintStream;

/**
 * One run of the server in the foreground: database, then service; until a signal, or the loss of
 * the database; then back in reverse order.
 */
final class Serving {

  private final Service.Starter starter;
  private final PrintStream messages;

  Serving(Service.Starter starter, PrintStream messages) {
    this.starter = starter;
    this.messages = messages;
  }

  /** What is done beside serving; it is interrupted when the server stops. */
  @FunctionalInterface
  interface Companion {
    void accompany(Service service) throws InterruptedException;
  }

  /**
   * @return the exit status, when everything is closed
   */
  int untilStopped(
      ConfigurationSource source, ServerConfiguration configuration, Companion companion) {
    var termination = new Termination();
    int status = ExitStatus.FAILED;
    try {
      status = serve(source, configuration, companion, termination);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      termination.finish(status);
    }
    return status;
  }

  private int serve(
      ConfigurationSource source,
      ServerConfiguration configuration,
      Companion companion,
      Termination termination)
      throws InterruptedException {
    try (var database =
            Database.open(configuration.database(), exit -> databaseLost(exit, termination));
        var service = starter.start(source, configuration, database.settings())) {
      // Before this point a signal just ends the process, and the kernel stops the database.
      termination.catchSignals();
      Thread beside = Thread.ofVirtual().start(() -> accompany(companion, service));
      int status = termination.await();
      messages.println("anabranch: stopping");
      beside.interrupt();
      beside.join();
      return status;
    }
  }

  private static void accompany(Companion companion, Service service) {
    try {
      companion.accompany(service);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void databaseLost(UnexpectedExit exit, Termination termination) {
    messages.printf(
        "anabranch: the embedded database (process %d) ended with status %d; start again to"
            + " recover%n%s%n",
        exit.pid(), exit.status(), exit.log());
    termination.ask(ExitStatus.FAILED);
  }
}
