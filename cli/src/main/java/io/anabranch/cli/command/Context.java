package io.anabranch.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.anabranch.cli.console.Console;
import io.anabranch.cli.console.Json;
import io.anabranch.cli.settings.Settings;
import io.anabranch.cli.settings.SettingsSource;
import io.anabranch.cli.uri.PathUri;
import io.anabranch.cli.uri.RefUri;
import io.anabranch.cli.uri.RepositoryUri;
import io.anabranch.cli.uri.Uris;
import io.anabranch.sdk.Anabranch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a command works with. Settings are read, and the connection is made, when first asked for,
 * because by then the command line is. Not thread-safe, but the connection is.
 */
public final class Context implements AutoCloseable {

  private final Console console;
  private final GlobalOptions options;
  private @Nullable Settings settings;
  private @Nullable Anabranch server;

  public Context(Console console, GlobalOptions options) {
    this.console = console;
    this.options = options;
  }

  public Console console() {
    return options.noColor() ? console.withoutColours() : console;
  }

  /** Where settings come from. */
  public SettingsSource source() {
    return new SettingsSource(console.environment(), console.home(), options.config());
  }

  public Settings settings() {
    if (settings == null) {
      settings = source().load();
    }
    return settings;
  }

  public Anabranch server() {
    if (server == null) {
      var to = settings();
      server =
          Anabranch.connect(
              to.endpointUrl(), to.accessKeyId(), to.secretAccessKey().reveal(), to.retries());
    }
    return server;
  }

  public RepositoryUri repository(String text) {
    return uris().repository(text);
  }

  public RefUri branch(String text) {
    return uris().ref("branch", text);
  }

  public RefUri ref(String text) {
    return uris().ref("ref", text);
  }

  public RefUri tag(String text) {
    return uris().ref("tag", text);
  }

  public PathUri path(String text) {
    return uris().path(text);
  }

  private Uris uris() {
    return new Uris(options.baseUri().or(() -> source().variable("base_uri")).orElse(""));
  }

  /** One line of the answer. */
  public void print(String line) {
    console.out().println(line);
  }

  /** What scripts read. */
  public void printJson(Object value) {
    try {
      console.out().println(Json.of(value));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
