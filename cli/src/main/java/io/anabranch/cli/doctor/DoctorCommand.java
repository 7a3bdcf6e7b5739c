package io.anabranch.cli.doctor;

import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.doctor.Findings;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what is wrong with a server that runs, as far as its users can tell. */
@Command(
    name = "doctor",
    description = {
      "Look at a running server from outside: whether it is reached, takes the keys, and what each of"
          + " its stores can do, each of which keeps a small object for a moment.",
      "What a configuration names is looked at by: anabranch doctor --config FILE."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {"0:all is well", "1:something is wrong", "3:only warnings"})
public final class DoctorCommand implements Callable<Integer> {

  private static final String CONFIGURED = "";

  private final Context context;

  @Option(
      names = "--server",
      required = true,
      arity = "0..1",
      fallbackValue = CONFIGURED,
      paramLabel = "URL",
      description = "The server; without a URL the one of the settings.")
  private String server = CONFIGURED;

  @Mixin private final JsonOption json = new JsonOption();

  public DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Optional<String> url = Optional.of(server).filter(given -> !given.equals(CONFIGURED));
    var findings = new Findings(ServerExamination.run(context.source(), url, Clock.systemUTC()));
    context.print(json.isSet() ? findings.json() : findings.text());
    return findings.exitStatus();
  }
}
