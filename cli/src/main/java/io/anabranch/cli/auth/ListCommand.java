package io.anabranch.cli.auth;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.command.PageOptions;
import io.anabranch.cli.command.PrefixOption;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Lists things, all or those of what an id names. */
final class ListCommand<T, P> extends Action {

  /** Asks for a page of all. */
  @FunctionalInterface
  interface Request<P> {
    P page(String prefix, String after, int amount);
  }

  /** Asks for a page of what belongs to an id. */
  @FunctionalInterface
  interface RequestOfId<P> {
    P page(String id, String prefix, String after, int amount);
  }

  private static final String ID = "--id";

  @Mixin private final PageOptions page = new PageOptions();
  @Mixin private final PrefixOption prefix = new PrefixOption();
  @Mixin private final JsonOption json = new JsonOption();
  @CommandLine.Spec private CommandSpec spec = CommandSpec.create();

  private final ListedKind<T, P> kind;
  private final RequestOfId<P> request;

  private ListCommand(Context context, ListedKind<T, P> kind, RequestOfId<P> request) {
    super(context);
    this.kind = kind;
    this.request = request;
  }

  static <T, P> CommandLine of(
      Context context, String description, ListedKind<T, P> kind, Request<P> request) {
    RequestOfId<P> all = (_, prefix, after, amount) -> request.page(prefix, after, amount);
    return Named.of("list", description, new ListCommand<>(context, kind, all));
  }

  static <T, P> CommandLine ofId(
      Context context, String description, ListedKind<T, P> kind, RequestOfId<P> request) {
    CommandSpec spec = Named.spec("list", description, new ListCommand<>(context, kind, request));
    spec.addOption(
        OptionSpec.builder(ID)
            .paramLabel("ID")
            .description("Of what.")
            .type(String.class)
            .required(true)
            .build());
    return new CommandLine(spec);
  }

  @Override
  protected void run() {
    String id = spec.commandLine().getParseResult().matchedOptionValue(ID, "");
    kind.listing()
        .print(
            context,
            page,
            json,
            (after, amount) -> request.page(id, prefix.value(), after, amount),
            kind.results(),
            kind.pagination());
  }
}
