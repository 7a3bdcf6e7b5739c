package io.anabranch.server.command;

import io.anabranch.server.config.ConfigurationFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server with a configuration, until it is asked to stop. */
@Command(
    name = "run",
    description = "Run the server.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class RunCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "Configuration file (YAML). Without it, the first config.yaml in the working directory,"
              + " ~/.anabranch or /etc/anabranch; environment variables ANABRANCH_… win over it.")
  private @Nullable Path config;

  private final Service.Starter starter;

  RunCommand(Service.Starter starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() {
    var err = spec.commandLine().getErr();
    Optional<Path> file =
        config != null
            ? Optional.of(config)
            : ConfigurationFile.find(Path.of("").toAbsolutePath(), Configurations.userHome());
    var source = Configurations.source(file, System.getenv());
    var loaded = Configurations.load(source, err);
    FreeAddress.require(loaded.configuration().listenAddress(), "listen_address");
    loaded
        .configuration()
        .s3Gateway()
        .listenAddress()
        .ifPresent(address -> FreeAddress.require(address, "gateways.s3.listen_address"));
    return new Serving(starter, System.err)
        .untilStopped(
            source,
            loaded.configuration(),
            service -> {
              Hangup.handle(() -> reload(service));
              System.err.println("anabranch: serving at " + service.uri());
            });
  }

  private static void reload(Service service) {
    service.reload().forEach(line -> System.err.println("anabranch: " + line));
  }
}
