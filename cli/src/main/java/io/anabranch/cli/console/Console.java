package io.anabranch.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Where a command runs.
 *
 * @param out the answer; it also takes bytes
 * @param err what went wrong, and progress
 * @param terminal whether somebody is watching who can answer questions
 * @param width in characters
 * @param colours whether the answer may have them
 */
public record Console(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Map<String, String> environment,
    Path workingDirectory,
    Path home,
    boolean terminal,
    int width,
    boolean colours) {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int USUAL_WIDTH = 120;
  private static final int LEAST_WIDTH = 40;

  /** That of this process. The launcher tells the width of the terminal in {@code COLUMNS}. */
  public static Console ofProcess() {
    Map<String, String> environment = System.getenv();
    boolean terminal = watched().isPresent();
    var bytes = new FileOutputStream(FileDescriptor.out);
    return new Console(
        new PrintStream(new BufferedOutputStream(bytes, BUFFER_BYTES), false, UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8),
        System.in,
        environment,
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("user.home")),
        terminal || "yes".equals(environment.get("LAKECTL_INTERACTIVE")),
        width(environment.getOrDefault("COLUMNS", "")),
        terminal && !environment.containsKey("NO_COLOR"));
  }

  private static int width(String columns) {
    return columns.matches("[0-9]{1,4}")
        ? Math.max(LEAST_WIDTH, Integer.parseInt(columns))
        : USUAL_WIDTH;
  }

  public Console withoutColours() {
    return new Console(out, err, in, environment, workingDirectory, home, terminal, width, false);
  }

  public Ansi ansi() {
    return colours ? Ansi.ON : Ansi.OFF;
  }

  /** A text in a style, where there are colours. */
  public String styled(Style style, String text) {
    return colours ? style.on() + text + style.off() : text;
  }

  /** Asks; what is not yes is no. */
  public boolean confirms(String question) throws IOException {
    return ask(question + " [y/N]: ").toLowerCase(Locale.ROOT).startsWith("y");
  }

  /** One line of an answer; empty when there is none. Nothing behind the line is read. */
  public String ask(String question) throws IOException {
    err.print(question);
    err.flush();
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(UTF_8).strip();
  }

  /** As {@link #ask}; what is typed is not shown on a terminal. */
  public String askSecret(String question) throws IOException {
    var jdk = watched();
    if (jdk.isEmpty()) {
      return ask(question);
    }
    char[] answer = jdk.get().readPassword("%s", question);
    return answer == null ? "" : new String(answer).strip();
  }

  /** The JDK's own console, if it is a terminal. */
  private static Optional<java.io.Console> watched() {
    return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal);
  }
}
