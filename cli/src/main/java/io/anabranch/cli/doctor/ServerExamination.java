package io.anabranch.cli.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.anabranch.cli.console.CliException;
import io.anabranch.cli.settings.Settings;
import io.anabranch.cli.settings.SettingsSource;
import io.anabranch.doctor.Finding;
import io.anabranch.sdk.Anabranch;
import io.anabranch.sdk.Retries;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks at a running server from outside, in the order in which a client would meet what is wrong.
 * What cannot be met without what failed before is left out.
 */
final class ServerExamination {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final SettingsSource source;
  private final Contact contact;
  private final List<Finding> findings = new ArrayList<>();

  private ServerExamination(SettingsSource source, Contact contact) {
    this.source = source;
    this.contact = contact;
  }

  /**
   * @param source of the keys, and of the URL when none is given
   * @param clock held against the server's
   */
  static List<Finding> run(SettingsSource source, Optional<String> url, Clock clock) {
    try (var contact = new Contact(clock)) {
      var examination = new ServerExamination(source, contact);
      examination.begin(url);
      return examination.findings;
    }
  }

  private void begin(Optional<String> given) {
    try {
      String url = given.orElseGet(source::endpointUrl);
      ServerUrl.parse(url)
          .ifPresentOrElse(
              server -> look(url, server),
              () ->
                  findings.add(
                      Finding.error(
                          "url",
                          url
                              + " is no URL of a server: write http://host[:port] or https://host")));
    } catch (CliException e) {
      findings.add(Finding.error("settings", String.valueOf(e.getMessage())));
    }
  }

  private void look(String url, ServerUrl server) {
    findings.add(form(server));
    if (!isReached(server)) {
      return;
    }
    ready(server);
    if (isSetUp(server)) {
      Optional<Settings> settings = settings();
      settings.ifPresent(keys -> signIn(url, keys));
    }
  }

  private static Finding form(ServerUrl server) {
    String text = server.origin().getScheme() + "://" + server.origin().getHost();
    if (server.hasCredentials()) {
      return Finding.error(
          "url",
          "it has credentials before the host, which are not used: write them into the settings");
    }
    return server.isOpen()
        ? Finding.warning(
            "url", text + " is not encrypted, so keys can be read on the way: use https")
        : Finding.ok("url", text);
  }

  private boolean isReached(ServerUrl server) {
    try {
      Contact.Answer answer = contact.get(server.operation("/healthcheck"));
      boolean reached = answer.status() == 204;
      findings.add(reached ? Finding.ok("server", "answers") : stranger(server, answer.status()));
      answer.skew().map(Skew::finding).ifPresent(findings::add);
      return reached;
    } catch (IOException e) {
      findings.add(Finding.error("server", Contact.diagnosis(e)));
    }
    return false;
  }

  private static Finding stranger(ServerUrl server, int status) {
    return Finding.error(
        "server",
        "what answers is no server of this API, or not at %s (status %d): check host, port and path of the URL"
            .formatted(server.api(), status));
  }

  private void ready(ServerUrl server) {
    try {
      Contact.Answer answer = contact.get(server.page("/readyz"));
      findings.add(
          switch (answer.status()) {
            case 200 -> Finding.ok("readiness", "it is ready to serve");
            case 503 -> Finding.error("readiness", "it is not: " + details(answer.body()));
            default ->
                Finding.warning(
                    "readiness", "it tells nothing of it (status " + answer.status() + ")");
          });
    } catch (IOException e) {
      findings.add(Finding.error("readiness", Contact.diagnosis(e)));
    }
  }

  private static String details(String body) {
    try {
      return JSON.readTree(body).properties().stream()
          .filter(part -> !part.getValue().asText().equals("ready"))
          .map(part -> part.getKey() + ": " + part.getValue().asText())
          .collect(Collectors.joining("; "));
    } catch (JsonProcessingException _) {
      return "the reason cannot be read";
    }
  }

  private boolean isSetUp(ServerUrl server) {
    try {
      Contact.Answer answer = contact.get(server.operation("/setup_lakefs"));
      if (answer.status() == 200 && state(answer.body()).equals("not_initialized")) {
        findings.add(
            Finding.error(
                "setup",
                "there is no user yet: POST a user's name to "
                    + server.operation("/setup_lakefs")
                    + ", or set installation in the server's configuration"));
        return false;
      }
      findings.add(
          answer.status() == 200
              ? Finding.ok("setup", "done")
              : Finding.warning(
                  "setup", "it tells nothing of it (status " + answer.status() + ")"));
      return true;
    } catch (IOException e) {
      findings.add(Finding.error("setup", Contact.diagnosis(e)));
      return false;
    }
  }

  private static String state(String body) {
    try {
      JsonNode setup = JSON.readTree(body);
      return setup.path("state").asText();
    } catch (JsonProcessingException _) {
      return "";
    }
  }

  /** Missing keys do not keep one from looking at what needs none. */
  private Optional<Settings> settings() {
    try {
      return Optional.of(source.load());
    } catch (CliException e) {
      findings.add(Finding.error("settings", String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private void signIn(String url, Settings keys) {
    try (var server =
        Anabranch.connect(url, keys.accessKeyId(), keys.secretAccessKey().reveal(), Retries.NONE)) {
      findings.addAll(new SignedIn(server, keys.accessKeyId()).look());
    }
  }
}
