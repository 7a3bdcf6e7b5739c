package io.anabranch.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.anabranch.cli.actions.ActionCommands;
import io.anabranch.cli.audit.AuditCommands;
import io.anabranch.cli.auth.AuthCommands;
import io.anabranch.cli.branches.BranchCommands;
import io.anabranch.cli.collection.CollectionCommands;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.ExitStatus;
import io.anabranch.cli.command.GlobalOptions;
import io.anabranch.cli.console.Console;
import io.anabranch.cli.doctor.DoctorCommand;
import io.anabranch.cli.history.AnnotateCommand;
import io.anabranch.cli.history.BisectCommands;
import io.anabranch.cli.history.CherryPickCommand;
import io.anabranch.cli.history.CommitCommand;
import io.anabranch.cli.history.DiffCommand;
import io.anabranch.cli.history.FindMergeBaseCommand;
import io.anabranch.cli.history.LogCommand;
import io.anabranch.cli.history.MergeCommand;
import io.anabranch.cli.history.ShowCommands;
import io.anabranch.cli.local.LocalCommands;
import io.anabranch.cli.objects.ImportCommand;
import io.anabranch.cli.objects.ObjectCommands;
import io.anabranch.cli.quotas.QuotaCommands;
import io.anabranch.cli.repositories.BranchProtectionCommands;
import io.anabranch.cli.repositories.RefsDumpCommand;
import io.anabranch.cli.repositories.RefsRestoreCommand;
import io.anabranch.cli.repositories.RepositoryCommands;
import io.anabranch.cli.stores.StoreCommands;
import io.anabranch.cli.tags.TagCommands;
import io.anabranch.cli.usage.UsageCommands;
import io.anabranch.refs.RefsCommands;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/** All commands, and how a command line is carried out. */
public final class Cli {

  /**
   * In the order of the help. What another module brings is one more line: a class with picocli's
   * annotations that takes from the context what it needs.
   */
  private static final Map<String, Function<Context, ?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("repo", RepositoryCommands::of);
    COMMANDS.put("branch", BranchCommands::of);
    COMMANDS.put("branch-protect", BranchProtectionCommands::of);
    COMMANDS.put("tag", TagCommands::of);
    COMMANDS.put("commit", CommitCommand::new);
    COMMANDS.put("log", LogCommand::new);
    COMMANDS.put("show", ShowCommands::of);
    COMMANDS.put("diff", DiffCommand::new);
    COMMANDS.put("merge", MergeCommand::new);
    COMMANDS.put("cherry-pick", CherryPickCommand::new);
    COMMANDS.put("find-merge-base", FindMergeBaseCommand::new);
    COMMANDS.put("annotate", AnnotateCommand::new);
    COMMANDS.put("bisect", BisectCommands::of);
    COMMANDS.put("fs", ObjectCommands::of);
    COMMANDS.put("import", ImportCommand::new);
    COMMANDS.put("local", LocalCommands::of);
    COMMANDS.put("actions", ActionCommands::of);
    COMMANDS.put("auth", AuthCommands::of);
    COMMANDS.put("store", StoreCommands::of);
    COMMANDS.put("gc", CollectionCommands::of);
    COMMANDS.put("usage", UsageCommands::of);
    COMMANDS.put("audit", AuditCommands::of);
    COMMANDS.put("quota", QuotaCommands::of);
    COMMANDS.put(
        "refs",
        context ->
            RefsCommands.of(context::server, context.console().out(), context.console().err()));
    COMMANDS.put("refs-dump", RefsDumpCommand::new);
    COMMANDS.put("refs-restore", RefsRestoreCommand::new);
    COMMANDS.put("identity", IdentityCommand::new);
    COMMANDS.put("doctor", DoctorCommand::new);
    COMMANDS.put("config", ConfigCommand::new);
    COMMANDS.put("completion", CompletionCommand::new);
  }

  private Cli() {}

  /**
   * Carries out one command.
   *
   * @return the exit status
   */
  public static int execute(Console console, String... arguments) {
    var options = new GlobalOptions();
    try (var context = new Context(console, options)) {
      var failures = new FailureReport(console.err(), options);
      return commandLine(context, options, Arrays.asList(arguments))
          .setOut(new PrintWriter(console.out(), true, UTF_8))
          .setErr(new PrintWriter(console.err(), true, UTF_8))
          .setUsageHelpWidth(console.width())
          .setColorScheme(CommandLine.Help.defaultColorScheme(console.ansi()))
          .setExecutionExceptionHandler((failure, _, _) -> failures.report(failure))
          .setParameterExceptionHandler((failure, _) -> failures.report(failure))
          .execute(arguments);
    } catch (IOException e) {
      console.err().println("anabranch: " + e.getMessage());
      return ExitStatus.FAILED;
    }
  }

  /**
   * The commands that are named in the arguments, or all if none is. To describe all of them takes
   * longer than to carry out one.
   */
  static CommandLine commandLine(Context context, GlobalOptions options, List<String> arguments) {
    var line = new CommandLine(new Root(options));
    boolean all = COMMANDS.keySet().stream().noneMatch(arguments::contains);
    COMMANDS.forEach(
        (name, command) -> {
          if (all || arguments.contains(name)) {
            line.addSubcommand(name, command.apply(context));
          }
        });
    return line;
  }
}
