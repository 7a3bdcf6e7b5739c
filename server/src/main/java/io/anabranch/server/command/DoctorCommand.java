package io.anabranch.server.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.server.config.ConfigurationFaults;
import io.anabranch.server.config.ConfigurationFile;
import io.anabranch.server.config.LoadedConfiguration;
import io.anabranch.server.doctor.Finding;
import io.anabranch.server.doctor.Finding.Severity;
import io.anabranch.server.postgres.embedded.EmbeddedPostgresException;
import io.anabranch.server.wiring.Examination;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
          + " store keeps a small object for a moment."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:all is well", "1:something is wrong", "3:only warnings"},
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class DoctorCommand implements Callable<Integer> {

  private static final int WARNED = 3;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Configuration file (YAML), found as by run.")
  private @Nullable Path config;

  @Option(names = "--json", description = "One JSON array of findings, for scripts.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    List<Finding> findings = examine();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(findings.stream().map(DoctorCommand::fields).toList()));
    } else {
      findings.forEach(finding -> out.println(line(finding)));
    }
    out.flush();
    return switch (worst(findings)) {
      case OK -> ExitStatus.OK;
      case WARNING -> WARNED;
      case ERROR -> ExitStatus.FAILED;
    };
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

  private static Severity worst(List<Finding> findings) {
    return findings.stream().map(Finding::severity).max(Severity::compareTo).orElse(Severity.OK);
  }

  private static String line(Finding finding) {
    return String.format(
        Locale.ROOT, "%-8s %s: %s", word(finding), finding.subject(), finding.message());
  }

  private static Map<String, String> fields(Finding finding) {
    return Map.of(
        "severity", word(finding), "subject", finding.subject(), "message", finding.message());
  }

  private static String word(Finding finding) {
    return finding.severity().name().toLowerCase(Locale.ROOT);
  }
}
