package io.anabranch.cli.quotas;

import io.anabranch.cli.console.CliException;
import picocli.CommandLine.Parameters;

/** Whose quota a command is about. */
final class QuotaName {

  @Parameters(
      index = "0",
      paramLabel = "WHOSE",
      description = "Such as user/ada, repository/rivers or store/hot.")
  private String text = "";

  String scope() {
    return text.substring(0, slash());
  }

  String name() {
    return text.substring(slash() + 1);
  }

  private int slash() {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new CliException(
          "a quota is named like user/ada, repository/rivers or store/hot, not like " + text);
    }
    return slash;
  }

  @Override
  public String toString() {
    return text;
  }
}
