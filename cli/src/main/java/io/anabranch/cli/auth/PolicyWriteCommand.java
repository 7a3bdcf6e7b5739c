package io.anabranch.cli.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.console.Json;
import io.anabranch.sdk.api.AuthApi;
import io.anabranch.sdk.model.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Creates or replaces a policy by what a file says. */
final class PolicyWriteCommand extends Action {

  /** What is asked for. */
  @FunctionalInterface
  interface Request {
    Policy send(AuthApi api, String id, Policy policy);
  }

  @Option(names = "--id", paramLabel = "ID", required = true, description = "Its id.")
  private String id = "";

  @Option(
      names = "--statement-document",
      paramLabel = "FILE",
      required = true,
      description = "The statements as JSON, as `show` shows them; - for standard input.")
  private String document = "";

  private final Request request;

  PolicyWriteCommand(Context context, Request request) {
    super(context);
    this.request = request;
  }

  @Override
  protected void run() throws IOException {
    context.printJson(request.send(context.server().auth(), id, read().id(id)));
  }

  private Policy read() throws IOException {
    String text =
        document.equals("-")
            ? new String(context.console().in().readAllBytes(), StandardCharsets.UTF_8)
            : Files.readString(Path.of(document));
    try {
      return Json.mapper().readValue(text, Policy.class);
    } catch (JsonProcessingException e) {
      throw new CliException(
          "%s holds no statements such as {\"statement\": [{\"effect\": \"allow\", \"action\": [\"fs:Read*\"], \"resource\": \"*\"}]}: %s"
              .formatted(document, e.getOriginalMessage()),
          e);
    }
  }
}
