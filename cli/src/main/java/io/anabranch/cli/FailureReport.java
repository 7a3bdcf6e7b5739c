package io.anabranch.cli;

import io.anabranch.cli.command.ExitStatus;
import io.anabranch.cli.command.GlobalOptions;
import io.anabranch.cli.console.CliException;
import io.anabranch.refs.RefsException;
import io.anabranch.sdk.AnabranchException;
import io.anabranch.sdk.client.ApiException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.ParameterException;

/** What is said of a failure, in one line, and the status that goes with it. */
final class FailureReport {

  private final PrintStream err;
  private final GlobalOptions options;

  FailureReport(PrintStream err, GlobalOptions options) {
    this.err = err;
    this.options = options;
  }

  int report(Exception failure) {
    err.println("anabranch: " + text(failure));
    if (options.verbose()) {
      failure.printStackTrace(err);
    }
    return failure instanceof ParameterException ? ExitStatus.USAGE : ExitStatus.FAILED;
  }

  private static String text(Throwable failure) {
    return switch (failure) {
      case ParameterException e ->
          e.getMessage()
              + " (see: "
              + e.getCommandLine().getCommandSpec().qualifiedName()
              + " --help)";
      case AnabranchException e when e.status() > 0 -> e.getMessage() + " (" + e.status() + ")";
      case AnabranchException e -> String.valueOf(e.getMessage());
      case CliException e -> String.valueOf(e.getMessage());
      case RefsException e -> String.valueOf(e.getMessage());
      case ApiException e when e.getCause() != null ->
          "the answer cannot be read: " + e.getCause().getMessage();
      case UncheckedIOException e when e.getCause() != null -> text(e.getCause());
      case NoSuchFileException e -> "no such file: " + e.getFile();
      case FileAlreadyExistsException e -> "exists already: " + e.getFile();
      case IOException e -> String.valueOf(e.getMessage());
      case IllegalArgumentException e -> String.valueOf(e.getMessage());
      default -> failure + " (this is a defect; --verbose shows where)";
    };
  }
}
