package io.anabranch.server.command;

import io.anabranch.doctor.Finding;
import io.anabranch.doctor.Findings;
import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.ConfigurationFile;
import io.anabranch.server.config.LoadedConfiguration;
import io.anabranch.server.postgres.embedded.EmbeddedPostgresException;
import io.anabranch.server.wiring.Examination;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what is wrong with a configuration and with everything that it names. */
@Command(
    name = "doctor",
    description = {
      "Look for what keeps a server of a configuration from working: database, stores, disks.",
      "The server may be running, except with an embedded database. The database is only read; each"
          + " store keeps a small object for a moment.",
      "A server that runs is looked at from outside by: anabranch doctor --server [URL]."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:all is well", "1:something is wrong", "3:only warnings"},
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration file (YAML), found as by run.")
  private @Nullable Path config;

  @Option(names = "--json", description = "One JSON array of findings, for scripts.")
  private boolean json;

  @Override
  public Integer call() {
    var findings = new Findings(examine());
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? findings.json() : findings.text());
    out.flush();
    return findings.exitStatus();
  }

  private List<Finding> examine() {
    Optional<Path> file =
        config != null
            ? Optional.of(config)
            : ConfigurationFile.find(Path.of("").toAbsolutePath(), Configurations.userHome());
    try {
      LoadedConfiguration loaded = Configurations.source(file, System.getenv()).load();
      List<Finding> findings = new ArrayList<>();
      loaded.warnings().forEach(warning -> findings.add(Finding.warning("configuration", warning)));
      if (findings.isEmpty()) {
        findings.add(Finding.ok("configuration", "no faults"));
      }
      findings.addAll(surroundings(loaded));
      return findings;
    } catch (ConfigurationFaults faults) {
      return faults.faults().stream()
          .map(fault -> Finding.error("configuration", fault.toString()))
          .toList();
    }
  }

  /** An embedded database that its server runs is not looked into, but the stores are. */
  private static List<Finding> surroundings(LoadedConfiguration loaded) {
    var configuration = loaded.configuration();
    try (var database = Database.open(configuration.database(), _ -> {})) {
      return Examination.run(configuration, Optional.of(database.settings()));
    } catch (EmbeddedPostgresException e) {
      List<Finding> findings = new ArrayList<>();
      findings.add(Finding.error("database", String.valueOf(e.getMessage())));
      findings.addAll(Examination.run(configuration, Optional.empty()));
      return findings;
    }
  }
}
