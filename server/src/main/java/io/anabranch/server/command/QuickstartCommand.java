package io.anabranch.server.command;

import io.anabranch.server.command.QuickstartDirectory.Step;
import io.anabranch.server.command.sample.RestClient;
import io.anabranch.server.command.sample.SampleData;
import io.anabranch.server.config.InstallationSettings.FirstUser;
import io.anabranch.server.config.ServerConfiguration;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A whole server in one directory, and at its first run a demonstration on real data. */
@Command(
    name = "quickstart",
    description =
        "Run a server with everything it needs inside one directory: a database, two stores and,"
            + " at the first run, two sample repositories.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
final class QuickstartCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port on 127.0.0.1 (default: 8000); 0 lets the system choose one.")
  private @Nullable Integer port;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where everything is kept (default: ~/.anabranch/quickstart).")
  private Path dataDirectory = Configurations.userHome().resolve(".anabranch/quickstart");

  @Option(names = "--no-sample", description = "Do not make the sample repositories.")
  private boolean noSample;

  private final Service.Starter starter;
  private final PrintStream out = System.out;

  QuickstartCommand(Service.Starter starter) {
    this.starter = starter;
  }

  @Override
  public Integer call() throws IOException {
    try (var directory = QuickstartDirectory.open(dataDirectory)) {
      directory.configure(System.getenv());
      var source = Configurations.source(Optional.of(directory.configuration()), environment());
      var configuration = Configurations.load(source, spec.commandLine().getErr()).configuration();
      FreeAddress.require(configuration.listenAddress(), "--port N (0 for any)");
      out.println("Starting Anabranch in " + directory.configuration().getParent());
      return new Serving(starter, System.err)
          .untilStopped(
              source, configuration, service -> welcome(service.uri(), configuration, directory));
    }
  }

  /** The command line wins over the environment, which wins over the file. */
  private Map<String, String> environment() {
    var environment = new HashMap<>(System.getenv());
    if (port != null) {
      environment.put("ANABRANCH_LISTEN_ADDRESS", "127.0.0.1:" + port);
    }
    return environment;
  }

  private void welcome(URI uri, ServerConfiguration configuration, QuickstartDirectory directory)
      throws InterruptedException {
    out.println("Anabranch is serving at " + uri);
    try {
      Optional<FirstUser> user = configuration.installation().firstUser();
      boolean firstRun = !directory.isDone(Step.KEY_SHOWN);
      if (user.isPresent()) {
        showKey(user.get(), directory);
        makeSample(uri, user.get(), directory);
      }
      goOn(uri, user.filter(_ -> firstRun));
    } catch (IOException | RestClient.UnexpectedAnswerException e) {
      out.println("The sample repositories are not complete: " + e.getMessage());
      out.println("The server goes on; start it again to have them completed.");
    }
  }

  private void showKey(FirstUser user, QuickstartDirectory directory) throws IOException {
    out.println();
    if (directory.isDone(Step.KEY_SHOWN)) {
      out.printf(
          "  The access key of user %s is %s;%n  its secret was shown at the first run, and is kept"
              + " in %s%n",
          user.name(), user.accessKeyId(), directory.configuration());
    } else {
      out.printf("  Access key id      %s%n", user.accessKeyId());
      out.printf("  Secret access key  %s%n", user.secretAccessKey().reveal());
      out.printf(
          "  This is user %s, who may do everything. Shown this once; kept in %s%n",
          user.name(), directory.configuration());
      directory.done(Step.KEY_SHOWN);
    }
    out.println();
  }

  private void makeSample(URI uri, FirstUser user, QuickstartDirectory directory)
      throws IOException, InterruptedException {
    if (noSample || directory.isDone(Step.SAMPLE_MADE)) {
      return;
    }
    try (var client = new RestClient(uri, user.accessKeyId(), user.secretAccessKey().reveal())) {
      new SampleData(client, out).make();
    }
    directory.done(Step.SAMPLE_MADE);
    out.println();
  }

  private void goOn(URI uri, Optional<FirstUser> toShow) {
    String credentials =
        toShow
            .map(user -> user.accessKeyId() + ":" + user.secretAccessKey().reveal())
            .orElse("ACCESS_KEY_ID:SECRET_ACCESS_KEY");
    out.println("Go on with docs/tour.md, or look around:");
    out.printf("  curl -u '%s' %s/api/v1/repositories%n", credentials, uri);
    out.println("Ctrl-C stops the server.");
    out.flush();
  }
}
