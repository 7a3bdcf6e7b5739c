package io.anabranch.cli.objects;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.CommitOptions;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.Polling;
import io.anabranch.sdk.model.ImportCreation;
import io.anabranch.sdk.model.ImportLocation;
import io.anabranch.sdk.model.ImportStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes over what lies in a store already. */
@Command(name = "import", description = "Import objects of a store, without copying them.")
public final class ImportCommand extends Action {

  private static final Polling POLLING = Polling.every(Duration.ofMillis(500));

  @Option(
      names = "--from",
      required = true,
      paramLabel = "URI",
      description = {
        "An object, or a prefix with a slash at its end: s3://bucket/data/.",
        "Of another server that is configured as a store: lakefs://their-rivers/main/europe/."
      })
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "PATH",
      description = "Such as lakefs://rivers/main/europe/.")
  private String to = "";

  @Option(names = "--no-progress", description = "Do not tell how far it is.")
  private boolean noProgress;

  @Mixin private final CommitOptions options = new CommitOptions();

  public ImportCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    PathUri path = context.path(to);
    var location =
        new ImportLocation()
            .path(from)
            .destination(path.path())
            .type(
                from.endsWith("/")
                    ? ImportLocation.TypeEnum.COMMON_PREFIX
                    : ImportLocation.TypeEnum.OBJECT);
    var creation =
        new ImportCreation().addPathsItem(location).commit(options.creation("Import objects"));
    var api = context.server().imports();
    String id = api.importStart(path.repository(), path.ref(), creation).getId();
    ImportStatus status = await(() -> api.importStatus(path.repository(), path.ref(), id));
    if (status.getError() != null) {
      throw new CliException("the import failed: " + status.getError().getMessage());
    }
    context.print("Import completed: " + objects(status) + " objects");
    if (status.getCommit() != null) {
      context.print("Commit ID: " + status.getCommit().getId());
    }
  }

  private ImportStatus await(Supplier<ImportStatus> status) {
    try {
      return POLLING.until(this::isOver, status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException("interrupted; the server goes on", e);
    } catch (TimeoutException e) {
      throw new CliException("the server did not end the import", e);
    }
  }

  private boolean isOver(ImportStatus status) {
    boolean over = status.getCompleted() || status.getError() != null;
    if (!over) {
      show(status);
    }
    return over;
  }

  private void show(ImportStatus status) {
    if (!noProgress && context.console().terminal()) {
      context.console().err().print("\rimporting: " + objects(status) + " objects");
      context.console().err().flush();
    }
  }

  private static long objects(ImportStatus status) {
    return Objects.requireNonNullElse(status.getIngestedObjects(), 0L);
  }
}
