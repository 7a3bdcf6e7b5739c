package io.anabranch.server.command;

import io.anabranch.server.config.ConfigurationSource;
import io.anabranch.server.config.DatabaseSettings;
import io.anabranch.server.config.ServerConfiguration;
import io.anabranch.server.postgres.embedded.EmbeddedPostgresException;
import io.anabranch.server.wiring.AnabranchServer;
import io.anabranch.server.wiring.Logs;
import io.anabranch.server.wiring.StartupFaults;
import io.anabranch.versioning.failure.FailureException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code anabranch}. */
@Command(
    name = "anabranch",
    description = "Git-like repositories for data lakes, over many object stores at once.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND")
public final class Main implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(Main::startService).execute(arguments));
  }

  static CommandLine commandLine(Service.Starter starter) {
    return new CommandLine(new Main())
        .addSubcommand(new RunCommand(starter))
        .addSubcommand(new QuickstartCommand(starter))
        .addSubcommand(new DoctorCommand())
        .setExecutionExceptionHandler(Main::report);
  }

  /** Without a subcommand there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing COMMAND: run, quickstart or doctor");
  }

  private static Service startService(
      ConfigurationSource source,
      ServerConfiguration configuration,
      DatabaseSettings.Postgres postgres) {
    try {
      Logs.apply(configuration.logging());
      AnabranchServer server = AnabranchServer.start(source, configuration, postgres);
      return new Service() {
        @Override
        public URI uri() {
          return server.uri();
        }

        @Override
        public List<String> reload() {
          return Reports.of(server::reload);
        }

        @Override
        public void close() {
          server.close();
        }
      };
    } catch (StartupFaults faults) {
      throw CommandException.ofFaults("this configuration cannot be used", faults.faults());
    }
  }

  /** What was foreseen has a message for the operator; anything else shows where it came from. */
  private static int report(Exception e, CommandLine line, CommandLine.ParseResult arguments) {
    var err = line.getErr();
    return switch (e) {
      case CommandException failure -> {
        err.println("anabranch: " + failure.getMessage());
        yield failure.status();
      }
      case FailureException failure -> {
        err.println("anabranch: " + failure.getMessage());
        if (failure.getCause() != null) {
          err.println("  " + failure.getCause().getMessage());
        }
        yield ExitStatus.FAILED;
      }
      case EmbeddedPostgresException failure -> {
        err.println("anabranch: " + failure.getMessage());
        yield ExitStatus.FAILED;
      }
      default -> {
        e.printStackTrace(err);
        yield ExitStatus.FAILED;
      }
    };
  }

  /** From the jar's manifest; a build that was not packaged has none. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"anabranch " + Objects.requireNonNullElse(version, "dev")};
    }
  }
}
