package io.anabranch.cli.history;

import io.anabranch.cli.command.Action;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.JsonOption;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.uri.RefUri;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.model.Diff;
import io.anabranch.sdk.model.DiffList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares. */
@Command(
    name = "diff",
    description = "List the uncommitted changes of a branch, or what differs between two refs.")
public final class DiffCommand extends Action {

  @Parameters(index = "0", paramLabel = "REF", description = "Such as lakefs://rivers/main.")
  private String left = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "REF",
      description = "What to compare with it, such as lakefs://rivers/dev.")
  private @Nullable String right;

  @Option(names = "--prefix", paramLabel = "PREFIX", description = "Only below this prefix.")
  private String prefix = "";

  @Option(
      names = "--two-way",
      description = "Compare the refs themselves, not the right one with where they parted.")
  private boolean twoWay;

  @Mixin private final JsonOption json = new JsonOption();

  public DiffCommand(Context context) {
    super(context);
  }

  @Override
  protected void run() {
    Stream<Diff> changes = right == null ? uncommitted() : between(right);
    if (json.isSet()) {
      context.printJson(changes.toList());
    } else {
      changes.forEach(this::print);
    }
  }

  private Stream<Diff> uncommitted() {
    var branch = context.branch(left);
    announce("Ref: " + branch);
    var api = context.server().branches();
    return pages(
        after ->
            api.diffBranch(branch.repository(), branch.ref(), after, Pages.LARGEST, prefix, null));
  }

  private Stream<Diff> between(String other) {
    RefUri from = context.ref(left);
    RefUri to = context.ref(other);
    if (!from.repository().equals(to.repository())) {
      throw new CliException("both refs must be of one repository: " + from + ", " + to);
    }
    announce("Left ref: " + from);
    announce("Right ref: " + to);
    var api = context.server().refs();
    return pages(
        after ->
            api.diffRefs(
                from.repository(),
                from.ref(),
                to.ref(),
                after,
                Pages.LARGEST,
                prefix,
                null,
                twoWay ? "two_dot" : "three_dot",
                null));
  }

  private static Stream<Diff> pages(Function<String, DiffList> page) {
    return Pages.of(page, DiffList::getResults, DiffList::getPagination);
  }

  private void announce(String line) {
    if (!json.isSet()) {
      context.print(line);
    }
  }

  private void print(Diff change) {
    context.print(
        switch (change.getType()) {
          case ADDED -> line(Style.fg_green, "+ added ", change);
          case REMOVED -> line(Style.fg_red, "- removed ", change);
          case CHANGED, PREFIX_CHANGED -> line(Style.fg_yellow, "~ modified ", change);
          case CONFLICT -> line(Style.fg_red, "* conflict ", change);
        });
  }

  private String line(Style style, String what, Diff change) {
    return context.console().styled(style, what + change.getPath());
  }
}
